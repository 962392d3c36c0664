import { join, resolve } from "node:path";
import type { OwnSuppression } from "../../alert/suppression/own-suppression.ts";
import { readRuleFiles } from "../../rule/read-rule-files.ts";
import type { Log } from "../log.ts";
import { type JudgedRules, judgeRules } from "./judge-rules.ts";
import { judgeSuppressions, type SuppressionFiles } from "./judge-suppressions.ts";
import { type KeptFiles, openKeptFiles } from "./kept-files.ts";
import { lastGoodIn } from "./last-good.ts";
import { unsupportedProblem } from "./problems.ts";
import { reportChange } from "./report-change.ts";
import { differences, type RuleChange, type RuleSet } from "./rule-set.ts";

export interface RuleBookOptions {
  /** Rule files and folders of them, relative to the working directory. */
  readonly paths: readonly string[];
  /** Folder of the rules that come with trailhound; null: without them. */
  readonly builtin: string | null;
  /** Last good versions are kept in `last-good/` in it. */
  readonly dataDirectory: string;
  /** The clock, epoch ms: for exceptions that end, and for files that are missing. */
  readonly now: () => number;
  readonly log: Log;
  readonly suppressionFiles?: SuppressionFiles;
  /** ms between two looks at the files; null: only when `check` or `look` is called. Default 1 s. */
  readonly pollInterval?: number | null;
  /** ms from a look to the one that confirms it, within `check`. Default 150. */
  readonly settle?: number;
}

/** Called after each difference; one that changes no rule (a suppression, a problem) has empty lists. Must not throw. */
export type RuleListener = (next: RuleSet, changed: RuleChange) => void;

/** The rules in force while their files are edited. */
export interface RuleBook {
  current(): RuleSet;
  /** Ends with the function returned. */
  onChange(listener: RuleListener): () => void;
  /** Looks until two looks agree: what is on disk at the call is in force afterwards, unless it is broken. A file that is gone stays for GONE_AFTER. */
  check(): Promise<void>;
  /** One look, as the timer makes them. What has changed is taken when the next look sees the same. */
  look(): Promise<void>;
  /** Looks no more. */
  close(): Promise<void>;
}

const POLL_INTERVAL = 1_000;
const SETTLE = 150;
/** Of one `check`, for files that are being written all the time. */
const MOST_LOOKS = 20;

/**
 * Opens the rule book: the files as they are, and where they are broken the last good versions that an earlier process left. Nothing is refused here:
 * see `fatalProblems`. Throws only when `last-good/` is there and cannot be read.
 */
export async function openRuleBook(options: RuleBookOptions): Promise<RuleBook> {
  const { pollInterval = POLL_INTERVAL, settle = SETTLE, log } = options;
  const pages = await openPages(options);
  const listeners = new Set<RuleListener>();
  let current: RuleSet = { version: 0, rules: [], suppressions: [], own: [], problems: [] };
  let queue: Promise<void> = Promise.resolve();
  let isClosed = false;

  async function look(): Promise<boolean> {
    const looks = [await pages.rules.look(), await pages.own.look()];
    if (current.version > 0 && looks.some(({ changed }) => changed)) turnPage();
    return looks.some(({ waiting }) => waiting);
  }
  function turnPage(): void {
    const before = current;
    current = { ...contentsOf(pages), version: before.version + 1 };
    const changed = differences(before.rules, current.rules);
    reportChange(before, current, changed, log);
    for (const listener of listeners) listener(current, changed);
  }
  async function lookUntilSettled(): Promise<void> {
    for (let looks = 1; !isClosed && (await look()) && looks < MOST_LOOKS; looks++) await pause(settle);
  }
  /** Looks do not overlap. */
  function inTurn(work: () => Promise<unknown>): Promise<void> {
    const turn = queue.then(async () => void (isClosed || (await work())));
    queue = turn.catch(() => undefined);
    return turn;
  }
  await inTurn(lookUntilSettled);
  turnPage();
  const stop = pollInterval === null ? () => undefined : every(pollInterval, () => inTurn(look), log);
  return {
    current: () => current,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    check: () => inTurn(lookUntilSettled),
    look: () => inTurn(look),
    close: async () => {
      stop();
      isClosed = true;
      await queue;
    },
  };
}

interface Pages {
  readonly rules: KeptFiles<JudgedRules>;
  readonly own: KeptFiles<readonly OwnSuppression[]>;
}

async function openPages(options: RuleBookOptions): Promise<Pages> {
  const { paths, builtin, dataDirectory, now, log, suppressionFiles } = options;
  const lastGood = (name: string): ReturnType<typeof lastGoodIn> =>
    lastGoodIn(join(dataDirectory, "last-good", name), (message) => log("warn", message, {}));
  const rules = await openKeptFiles<JudgedRules>({
    paths: [...(builtin === null ? [] : [builtin]), ...paths].map((path) => resolve(path)),
    read: readRuleFiles,
    judge: (texts, at, before) => judgeRules(texts, at, new Set(before?.rules.map(({ id }) => id))),
    due: ({ nextExpiry }) => nextExpiry,
    lastGood: lastGood("rules"),
    now,
  });
  const load = suppressionFiles?.load ?? (() => ({ suppressions: [], diagnostics: [] }));
  const own = await openKeptFiles<readonly OwnSuppression[]>({
    paths: (suppressionFiles?.paths ?? []).map((path) => resolve(path)),
    read: suppressionFiles?.read ?? readRuleFiles,
    judge: (texts) => judgeSuppressions(texts, load),
    due: () => null,
    lastGood: lastGood("suppressions"),
    now,
  });
  return { rules, own };
}

function contentsOf({ rules, own }: Pages): Omit<RuleSet, "version"> {
  const { unsupported, ...value } = rules.value();
  return {
    rules: value.rules,
    suppressions: value.suppressions,
    own: own.value(),
    problems: [
      ...rules.problems().map((problem) => ({ ...problem, of: "rules" as const })),
      ...own.problems().map((problem) => ({ ...problem, of: "suppressions" as const })),
      ...unsupported.map(unsupportedProblem),
    ],
  };
}

/** Runs the work again and again, `interval` ms after it ended, until the function returned is called. */
function every(interval: number, work: () => Promise<void>, log: Log): () => void {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const next = (): void => {
    if (!isStopped) timer = setTimeout(run, interval).unref();
  };
  const run = (): void => {
    work()
      .catch((fault: unknown) =>
        log("error", "looking at the files of rules and suppressions failed", { reason: String(fault) }),
      )
      .finally(next);
  };
  next();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

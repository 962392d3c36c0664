import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Searched } from "../../alert/search/events-command.ts";
import type { LookupIp } from "../../enrich/ip.ts";
import type { Delivery } from "../../ingest/sources/source.ts";
import { type History, openHistory } from "../../lake/history.ts";
import type { EventSpan } from "../../lake/judged.ts";
import type { Lake, Staged } from "../../lake/lake.ts";
import type { RouteConfig } from "../../notify/config.ts";
import type { Rule } from "../../rule/rule.ts";
import { HOUR, SECOND } from "../../util/duration.ts";
import type { AlertSources, ReadThem } from "../alerts.ts";
import { Enrichments } from "../fill-lake.ts";
import { KeptMatches } from "../match/kept-matches.ts";
import { RecordCache } from "../record-cache.ts";
import { wantedColumns } from "../wanted-columns.ts";
import { type Changed, type Due, dueRules, type Owed, stillOwed, TOGETHER, withOwed } from "./due-rules.ts";
import { type Judged, judge, type RuleRevision } from "./judge.ts";
import type { LiveRule } from "./live-rules.ts";
import { PhaseClock } from "./phase-clock.ts";
import { type ReadDelivery, readDelivery } from "./read-delivery.ts";
import type { LiveStep } from "./step.ts";
import { advanced, newWatermark, readWatermarks, type Watermark } from "./watermarks.ts";
import { writeBatch } from "./write-batch.ts";

export interface LiveOptions {
  /** Kept, open for writing. */
  readonly lake: Lake;
  /** What the searches in alerts name. */
  readonly searched: Searched;
  readonly routes: readonly RouteConfig[];
  /** ms by which events may come later than the watermark and still be judged: usually, and for some rules by id. */
  readonly lateness: { readonly usual: number; readonly rules: ReadonlyMap<string, number> };
  readonly lookUpIp: LookupIp | null;
  readonly threads: number;
  readonly maxDecompressedBytes: number;
  /** By the clock, epoch ms. */
  readonly now: () => number;
  readonly onStep: (step: LiveStep) => void;
}

/** What is run over every batch. */
export interface LiveSet {
  readonly rules: readonly LiveRule[];
  readonly suppressions: AlertSources["suppressions"];
}

/** What a batch did. */
export interface BatchDone {
  readonly events: number;
  readonly duplicates: number;
  readonly tooLate: number;
  readonly objects: number;
  /** Alerts were looked for; otherwise a later batch does, when the source is caught up. */
  readonly isJudged: boolean;
  readonly revisions: readonly RuleRevision[];
  readonly failed: Judged["failed"];
  /** Put into the outbox. */
  readonly notices: number;
}

interface Opened {
  readonly history: History;
  readonly watermarks: ReadonlyMap<string, Watermark>;
  readonly isUnknown: boolean;
}

/** ms of matches that are held: what rules with windows of a day look at, and events that come some hours late. */
const KEPT_REACH = TOGETHER + 4 * HOUR;

/** A rule that fails so often in a row holds nothing up any more. */
const MOST_FAILURES = 3;

/**
 * The engine of `serve`: takes deliveries, one at a time. A batch is one transaction of the state, in which its events count, its objects
 * are entered in the ledger, alerts open and change, and notices wait to be sent. A process that ends before it has done nothing.
 */
export class Live {
  readonly phases = new PhaseClock();
  readonly #options: LiveOptions;
  readonly #history: History;
  readonly #watermarks: Map<string, Watermark>;
  readonly #enrichments: Enrichments;
  /** Sources with a backlog. */
  readonly #behind = new Set<string>();
  #set: LiveSet = { rules: [], suppressions: [] };
  #wanted: ReadonlySet<string> = new Set();
  /** Of the rules in force; null: they are other ones now. */
  #matches: KeptMatches | null = null;
  #lastJudged: number;
  /** ms between two looks for alerts while there is a backlog. */
  #rest = SECOND;
  /** An earlier process left events that were not judged. */
  #isUnknown: boolean;
  /** Stored events were replaced since alerts were last looked for. */
  #replaced = false;
  /** Since it was opened. */
  #batches = 0;
  readonly #records = new RecordCache();
  /** Of the events that came since alerts were last looked for; null: there are none. */
  #sinceLook: EventSpan | null = null;
  readonly #evaluationMs = new Map<string, number>();
  /** Rule id -> failures in a row of the version that runs. */
  readonly #failures = new Map<string, number>();
  /** Of rules that failed, or were not run while there was a backlog: from when on it is made up for. */
  #owed: ReadonlyMap<string, Owed> = new Map();

  private constructor(options: LiveOptions, { history, watermarks, isUnknown }: Opened) {
    this.#options = options;
    this.#isUnknown = isUnknown;
    this.#history = history;
    this.#watermarks = new Map(watermarks);
    this.#lastJudged = options.now();
    this.#enrichments = new Enrichments(options.lake, options.lookUpIp);
  }

  static async open(options: LiveOptions): Promise<Live> {
    const { lake } = options;
    const isUnknown = (await lake.unjudged()) !== null;
    const watermarks = await readWatermarks(lake.database);
    return new Live(options, { history: await openHistory(lake), watermarks, isUnknown });
  }

  get history(): History {
    return this.#history;
  }

  get watermarks(): readonly Watermark[] {
    return [...this.#watermarks.values()];
  }

  /** Rule id -> how long its last evaluation took. */
  get evaluationMs(): ReadonlyMap<string, number> {
    return this.#evaluationMs;
  }

  /** From the next batch on. */
  use(set: LiveSet): void {
    const [before, hashes] = [hashesOf(this.#set), hashesOf(set)];
    this.#set = set;
    this.#matches = null;
    this.#wanted = wantedColumns(set.rules.map(({ rule }) => rule));
    for (const id of this.#failures.keys()) if (hashes.get(id) !== before.get(id)) this.#failures.delete(id);
  }

  /** The rules that failed too often: they are tried with each batch, and nothing waits for them. */
  get failing(): ReadonlySet<string> {
    return new Set([...this.#failures].flatMap(([id, count]) => (count >= MOST_FAILURES ? [id] : [])));
  }

  /** Reads a delivery and commits it as one batch. What it throws has changed nothing: deliver again. Null: there was nothing to do. */
  async take(source: string, delivery: Delivery): Promise<BatchDone | null> {
    const { lake } = this.#options;
    const before = this.#watermarks.get(source) ?? newWatermark(source);
    const unjudged = await lake.unjudged();
    const isIdle = delivery.objects.length === 0 && unjudged === null;
    if (isIdle && advanced(before, null, delivery.caughtUp, 0).time === before.time) return null;
    // The database keeps what it has read of a file by its name: no name comes twice.
    const folder = join(lake.incoming, `batch-${this.#batches++}`);
    try {
      return await this.#takeBy(folder, { source, delivery, before, unjudged });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #takeBy(folder: string, { source, delivery, before, unjudged }: Taken): Promise<BatchDone> {
    const { lake, onStep } = this.#options;
    const read = await this.phases.during("read", () => this.#read(delivery, folder));
    onStep("read");
    const firstBefore = lake.stats.first;
    const staged = await this.phases.during("store", () => lake.stage(read.parts));
    try {
      const changed = this.#changed(staged, this.#isUnknown ? unjudged : null, firstBefore);
      const done = await this.#finish({ source, delivery, read, staged, changed, before });
      return done;
    } catch (error) {
      // They may be of events that do not count after all.
      this.#records.clear();
      this.#matches?.forget();
      await staged.abandon();
      throw error;
    }
  }

  /** Merges small parts; between batches. */
  tidy(): Promise<void> {
    return this.phases.during("tidy", () => this.#options.lake.tidy());
  }

  async #finish({ source, delivery, read, staged, changed, before }: Batch): Promise<BatchDone> {
    const { lake, now, onStep, routes, lateness } = this.#options;
    await this.phases.during("enrich", () => this.#enrichments.make(this.#wanted, staged.parts));
    this.#matches ??= await KeptMatches.of(
      this.#set.rules.map(({ rule }) => rule),
      { reach: KEPT_REACH },
    );
    const matches = this.#matches;
    const due = await this.phases.during("match", () => this.#due(changed, matches, before));
    if (delivery.caughtUp) this.#behind.delete(source);
    else this.#behind.add(source);
    if (changed.fresh !== null) this.#sinceLook = joined(this.#sinceLook, changed.fresh);
    const isDue = this.#behind.size === 0 || now() - this.#lastJudged >= this.#rest;
    const start = now();
    const judged = isDue ? await this.phases.during("judge", () => this.#judge(due, matches, changed)) : NOT_JUDGED;
    const isJudged = isDue && judged.failed.every(({ rule }) => this.failing.has(rule.id));
    const evaluated = now();
    onStep("evaluated");
    const { events, duplicates, last } = staged.brought;
    const tooLate = await countBefore(staged, lake, floorOf(before, lateness.usual));
    const watermark = advanced(before, last, delivery.caughtUp, now());
    const batch = {
      facts: { source, at: now(), events, duplicates, tooLate },
      outcomes: read.outcomes,
    };
    let notices = 0;
    const also = async (): Promise<void> => {
      notices = await writeBatch(lake.database, {
        batch: read.outcomes.length === 0 ? null : batch,
        watermark,
        tooLate: due.tooLate,
        revisions: judged.revisions,
        routes,
        now: now(),
      });
    };
    await this.phases.during("commit", () => staged.commit({ judged: isJudged, also }));
    this.#watermarks.set(source, watermark);
    const missed = isDue ? judged.failed.map(({ rule }) => rule.id) : due.rules.map(({ live }) => live.rule.id);
    this.#owed = stillOwed(due.rules, new Set(missed), this.#owed);
    this.#replaced = !isDue && (this.#replaced || changed.replaces);
    // A half of the time at most. A longer rest would not help: the more has changed meanwhile, the longer the next look takes.
    if (isDue) this.#rest = evaluated - start;
    if (isDue) this.#lastJudged = evaluated;
    if (isJudged) this.#isUnknown = false;
    if (isDue) this.#sinceLook = null;
    const { revisions, failed } = judged;
    return { events, duplicates, tooLate, objects: read.outcomes.length, isJudged, revisions, failed, notices };
  }

  async #read(delivery: Delivery, folder: string): Promise<ReadDelivery> {
    const { threads, maxDecompressedBytes } = this.#options;
    await mkdir(folder, { recursive: true });
    return readDelivery(delivery, { folder, threads, maxDecompressedBytes });
  }

  #changed(staged: Staged, unjudged: EventSpan | null, firstBefore: number | null): Changed {
    const { lake } = this.#options;
    const { first, last } = staged.brought;
    const now = lake.stats.first;
    return {
      fresh: first === null || last === null ? null : { rows: lake.rowsOf(staged.parts), first, last },
      replaces: staged.replaces,
      unjudged: unjudged?.first ?? null,
      isFirstNew: now !== firstBefore || (unjudged !== null && now !== null && unjudged.first <= now),
    };
  }

  async #due(changed: Changed, matches: KeptMatches, watermark: Watermark): Promise<Due> {
    const { usual, rules } = this.#options.lateness;
    const floor = ({ rule }: LiveRule): number => floorOf(watermark, rules.get(rule.id) ?? usual);
    const { failing } = this;
    if (changed.replaces) matches.forget();
    const due = await dueRules(this.#set.rules, matches, changed, floor);
    // One that goes on failing is tried with what is new alone: what it is owed becomes more and more.
    const owed = new Map([...this.#owed].filter(([id]) => !failing.has(id)));
    return { ...due, rules: withOwed(due.rules, this.#set.rules, owed) };
  }

  async #judge(due: Due, matches: KeptMatches, { replaces, unjudged }: Changed): Promise<Judged> {
    const { lake, searched } = this.#options;
    const { suppressions } = this.#set;
    const records = this.#records;
    const isVague = replaces || this.#replaced || unjudged !== null;
    if (isVague) records.clear();
    const onTimed = ({ id }: Rule, ms: number): void => void this.#evaluationMs.set(id, ms);
    const recent = this.#sinceLook;
    const read: ReadThem = (ids, within) => records.read(ids, { rows: lake.rows, recent, within });
    const context = { lake, history: this.#history, matches, searched, suppressions, isVague, onTimed, read };
    const judged = await judge(due.rules, context);
    for (const { live } of due.rules) {
      const { id } = live.rule;
      if (judged.failed.some(({ rule }) => rule.id === id)) this.#failures.set(id, (this.#failures.get(id) ?? 0) + 1);
      else this.#failures.delete(id);
    }
    return judged;
  }
}

interface Taken {
  readonly source: string;
  readonly delivery: Delivery;
  readonly before: Watermark;
  readonly unjudged: EventSpan | null;
}

interface Batch extends Omit<Taken, "unjudged"> {
  readonly read: ReadDelivery;
  readonly staged: Staged;
  readonly changed: Changed;
}

function joined(a: EventSpan | null, b: EventSpan): EventSpan {
  const { first, last } = a ?? b;
  return { first: Math.min(first, b.first), last: Math.max(last, b.last) };
}

/** Of versions, by the rule's id. */
function hashesOf({ rules }: LiveSet): ReadonlyMap<string, string> {
  return new Map(rules.map(({ rule, hash }) => [rule.id, hash]));
}

const NOT_JUDGED: Judged = { revisions: [], failed: [] };

/** Events before it are late. */
function floorOf({ time }: Watermark, lateness: number): number {
  return time === null ? Number.NEGATIVE_INFINITY : time - lateness;
}

async function countBefore({ brought, parts }: Staged, lake: Lake, time: number): Promise<number> {
  if (brought.first === null || brought.first >= time) return 0;
  const plan = {
    kind: "aggregate",
    input: {
      kind: "select",
      input: { kind: "between", input: { kind: "events" }, from: null, to: time },
      columns: [{ name: "time", shape: "time" }],
    },
    by: [],
    measures: [{ name: "events", fn: "count" }],
  } as const;
  for await (const row of lake.rowsOf(parts)(plan)) return Number(row["events"]);
  return 0;
}

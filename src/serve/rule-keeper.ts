import type { Suppression } from "../alert/suppression/compiled-own.ts";
import { adopted, type LiveRule, type RuleVersion, readVersions, writeVersions } from "../engine/live/live-rules.ts";
import type { HistoryProgress } from "../engine/live/prepare-history.ts";
import { prepareHistory } from "../engine/live/prepare-history.ts";
import { resuppressed, writeSuppressed } from "../engine/live/resuppress.ts";
import type { RouteConfig } from "../notify/config.ts";
import { insertNotices, toldLevels } from "../notify/outbox.ts";
import { planNotices } from "../notify/plan.ts";
import type { Data } from "./data.ts";
import type { Log } from "./log.ts";
import type { RuleSet } from "./rule-book/rule-set.ts";
import { changedRules, type InForce } from "./rules-in-force.ts";

export interface KeeperOptions {
  readonly data: () => Data;
  readonly routes: readonly RouteConfig[];
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Which version of each rule runs. A version that is new waits until its history is worked out; meanwhile the one before runs on.
 * All of it between batches: the caller sees to that.
 */
export class RuleKeeper {
  readonly #options: KeeperOptions;
  #wanted: InForce = { book: null, versions: [], suppressions: [] };
  #running: readonly LiveRule[] = [];
  /** Rule id -> how far its new version is. */
  readonly #progress = new Map<string, HistoryProgress>();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  get running(): readonly LiveRule[] {
    return this.#running;
  }

  progressOf(rule: string): HistoryProgress | null {
    return this.#progress.get(rule) ?? null;
  }

  /** Ids of rules that do not run yet as these files have them: they wait for their turn between batches, or for their history. */
  pending(book: RuleSet): ReadonlySet<string> {
    return new Set([...changedRules(this.#wanted.book, book), ...this.#progress.keys()]);
  }

  /** At the start, and after the database was opened again: the versions that ran before go on at once. */
  async begin(wanted: InForce): Promise<void> {
    const { lake } = this.#options.data();
    const before = await readVersions(lake.database);
    // In a lake that has events and never had rules, what is there was a scan's to judge.
    const now = lake.stats.last === null ? null : lake.stats.last + 1;
    await this.#run(adopted(wanted.versions, before, now), wanted);
  }

  /** Other rules or suppressions are wanted from now on. Ids of alerts that are shown or hidden differently are given back. */
  async want(wanted: InForce): Promise<readonly string[]> {
    this.#wanted = wanted;
    this.#progress.clear();
    const hashes = new Map(this.#running.map((live) => [live.rule.id, live]));
    for (const { rule, hash } of wanted.versions) {
      const runs = hashes.get(rule.id);
      if (runs?.hash !== hash) this.#progress.set(rule.id, { done: 0, total: 0 });
    }
    const kept = wanted.versions.flatMap(({ rule, hash }): readonly LiveRule[] => {
      const runs = hashes.get(rule.id);
      if (runs === undefined) return [];
      // The same version as it reads now: its name and guide may be others.
      return [runs.hash === hash ? { ...runs, rule } : runs];
    });
    await this.#run(kept, wanted);
    return this.#resuppress(wanted.suppressions);
  }

  /** Works out a piece of the history of a version that waits; with the last piece it runs. False: nothing waits. */
  async step(): Promise<boolean> {
    const [id] = this.#progress.keys();
    const version = this.#wanted.versions.find(({ rule }) => rule.id === id);
    if (id === undefined || version === undefined) return false;
    const { data, log } = this.#options;
    const { lake, live } = data();
    const progress = await prepareHistory(version.rule, lake, live.history).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      log("warn", "the history of a rule cannot be worked out beforehand; its first evaluation tries again", {
        rule: id,
        reason,
      });
      return null;
    });
    if (progress === null) await this.#adopt(version);
    else this.#progress.set(id, progress);
    return true;
  }

  async #adopt(version: RuleVersion): Promise<void> {
    const { lake } = this.#options.data();
    const before = await readVersions(lake.database);
    const now = lake.stats.last === null ? null : lake.stats.last + 1;
    const [live] = adopted([version], before, now);
    this.#progress.delete(version.rule.id);
    if (live === undefined) return;
    const others = this.#running.filter(({ rule }) => rule.id !== version.rule.id);
    await this.#run([...others, live], this.#wanted);
  }

  async #run(rules: readonly LiveRule[], wanted: InForce): Promise<void> {
    const { lake, live } = this.#options.data();
    await lake.writes.transaction((session) => writeVersions(session, rules));
    this.#wanted = wanted;
    this.#running = rules;
    live.use({ rules, suppressions: wanted.suppressions });
  }

  async #resuppress(suppressions: readonly Suppression[]): Promise<readonly string[]> {
    const { data, routes, now } = this.#options;
    const { lake } = data();
    const rules = this.#running.map(({ rule }) => rule);
    const changed = await resuppressed(lake.database, lake.rows, rules, suppressions);
    if (changed.length === 0) return [];
    await lake.writes.transaction(async (session) => {
      await writeSuppressed(session, changed, now());
      const told = await toldLevels(
        session,
        changed.map(({ thread }) => thread),
      );
      const revised = changed.map(({ thread, alert, suppressedBy }) => ({
        thread,
        alert,
        suppressed: suppressedBy !== null,
      }));
      await insertNotices(session, planNotices({ opened: [], revised }, routes, told), now());
    });
    return changed.map(({ id }) => id);
  }
}

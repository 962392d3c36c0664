import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import type { RunPlan } from "../ir/plan.ts";
import { NO_ROWS } from "./commit.ts";
import { allMerges, dueMerges, type Merge, mergeParts, type OnMerge } from "./compact.ts";
import { CurrentParts } from "./current-parts.ts";
import { distinctValues, Enrichments } from "./enrichments.ts";
import { EventReader } from "./event-reader.ts";
import { CREATE_STAGED_LOSERS, type Enriched } from "./events-view.ts";
import { type EventSpan, markJudged, readUnjudged } from "./judged.ts";
import type { Opened, OpenOptions } from "./open-lake.ts";
import type { LakePart, RawPart } from "./part.ts";
import { INCOMING_FOLDER } from "./paths.ts";
import { type LakeSnapshot, readSnapshot } from "./snapshot.ts";
import type { Committed, Staged } from "./staged-commit.ts";
import { Staging } from "./staging.ts";
import type { LakeStats, Step, Store } from "./store.ts";
import type { StoredPart } from "./stored-part.ts";
import { Writes } from "./writes.ts";

export interface LakeOptions extends OpenOptions {
  /** `temporary`: of one scan, its raw parts are read as they are; `kept`: a lake that stays. */
  readonly kind: "temporary" | "kept";
  /** Told where commits and compactions have come to. */
  readonly onStep?: (step: Step) => void;
  /** ms for which files of parts that were merged away stay, for other processes that have a snapshot. Default 0. */
  readonly keepRetired?: number;
}

/** A lake of Parquet parts and a state, opened: what `Lake` describes, put together. */
export class ParquetLake {
  readonly incoming: string;
  readonly seconds = { store: 0 };
  readonly database: Database;
  readonly writes: Writes;
  readonly rows: RunPlan;
  readonly #opened: Opened;
  readonly #options: LakeOptions;
  readonly #current: CurrentParts;
  readonly #staging: Staging;
  readonly #enrichments: Enrichments;
  readonly #reader: EventReader;

  static async of(opened: Opened, options: LakeOptions): Promise<ParquetLake> {
    const { database, directory } = opened;
    const current = new CurrentParts(database, directory, options.keepRetired);
    await database.run(CREATE_STAGED_LOSERS);
    await current.refresh();
    return new ParquetLake(opened, options, current);
  }

  private constructor(opened: Opened, options: LakeOptions, current: CurrentParts) {
    const { database, directory, spill } = opened;
    this.#opened = opened;
    this.#options = options;
    this.#current = current;
    this.database = database;
    this.writes = new Writes(database);
    this.incoming = join(directory, INCOMING_FOLDER);
    this.#staging = new Staging(current, this.writes);
    this.#enrichments = new Enrichments(database, spill);
    this.#reader = new EventReader({ database, current, enrichments: this.#enrichments, spill });
    this.rows = this.#reader.over(() => current.shown);
  }

  get stats(): LakeStats {
    return this.#current.stats;
  }

  get counted(): { readonly parts: readonly StoredPart[]; readonly rows: RunPlan } {
    return { parts: this.#current.counted, rows: this.#reader.over(() => this.#current.counted) };
  }

  parts(): readonly StoredPart[] {
    return this.#current.shown;
  }

  unjudged(): Promise<EventSpan | null> {
    return readUnjudged(this.database);
  }

  settle(): Promise<void> {
    return markJudged(this.database);
  }

  snapshot(): Promise<LakeSnapshot> {
    return this.database.connected((session) => readSnapshot(session, this.stats.duplicates));
  }

  async commit(parts: readonly RawPart[]): Promise<Committed> {
    const start = performance.now();
    try {
      return await this.#commit(parts);
    } finally {
      this.seconds.store += (performance.now() - start) / 1000;
    }
  }

  async #commit(parts: readonly RawPart[]): Promise<Committed> {
    if (parts.every(({ events }) => events === 0)) return { ...NO_ROWS.brought, stats: this.stats };
    const staged = await this.stage(parts);
    const committed = await staged.commit({ judged: false });
    await this.tidy();
    return committed;
  }

  stage(parts: readonly RawPart[]): Promise<Staged> {
    return this.#staging.stage(this.#store(), parts);
  }

  async tidy(): Promise<void> {
    if (this.#options.kind === "kept") await this.#merge(dueMerges(this.parts()));
  }

  compact(onMerge?: OnMerge): Promise<void> {
    return this.#merge(allMerges(this.parts()), onMerge);
  }

  async #merge(merges: readonly Merge[], onMerge?: OnMerge): Promise<void> {
    for (const [done, merge] of merges.entries()) {
      onMerge?.(done, merges.length, merge.day);
      await mergeParts(this.#store(), merge);
      await this.#current.refresh();
      const now = new Set(this.parts().map(({ path }) => path));
      await this.#current.readers.retire(merge.parts.flatMap(({ path }) => (now.has(path) ? [] : [path])));
      this.#store().onStep("cleaned");
    }
  }

  #store(): Store {
    const { kind, threads, onStep = () => undefined } = this.#options;
    const { directory } = this.#opened;
    const claim = (paths: readonly string[]): void => this.#current.readers.keep(paths);
    return { database: this.database, directory, threads, kind, parts: this.parts(), onStep, claim };
  }

  rowsOf(parts: readonly LakePart[]): RunPlan {
    return this.#reader.over(() => this.#among(parts));
  }

  #among(parts: readonly LakePart[]): readonly StoredPart[] {
    const names = new Set(parts.map(({ name }) => name));
    return this.parts().filter(({ name }) => names.has(name));
  }

  pick(ids: readonly string[], within: EventSpan): Promise<RunPlan> {
    return this.#reader.pick(ids, within);
  }

  distinct(column: Enriched, parts?: readonly LakePart[]): Promise<readonly string[]> {
    return distinctValues(this.database, column, parts === undefined ? this.parts() : this.#among(parts));
  }

  enrich(column: Enriched, infos: ReadonlyMap<string, object>, how: "replace" | "add" = "replace"): Promise<void> {
    return this.#enrichments.make(column, infos, how);
  }

  close(): Promise<void> {
    return this.#opened.close();
  }
}

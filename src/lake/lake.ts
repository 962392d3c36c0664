import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import type { Plan, Row, RunPlan } from "../ir/plan.ts";
import { duckdb } from "../sql/dialect/duckdb.ts";
import { compilePlan } from "../sql/plan.ts";
import { commitRaw } from "./commit.ts";
import { allMerges, dueMerges, type Merge, mergeParts } from "./compact.ts";
import { indexParts } from "./event-keys.ts";
import { createEventsView, type Enriched, EVENTS_RELATION, enrichTable, eventsOf } from "./events-view.ts";
import { type EventSpan, markJudged, readUnjudged } from "./judged.ts";
import { readStats } from "./lake-stats.ts";
import { type Opened, openKept, openTemporary } from "./open-lake.ts";
import type { LakePart, RawPart } from "./part.ts";
import { INCOMING_FOLDER } from "./paths.ts";
import { pickEvents } from "./pick-events.ts";
import { overlaps, spanOf } from "./plan-span.ts";
import { Readers } from "./readers.ts";
import { type LakeStats, NO_EVENTS, type Step, type Store } from "./store.ts";
import { readParts, type StoredPart } from "./stored-part.ts";

export type { LakeStats };

export interface LakeOptions {
  /** Holds the parts and the state file; made when missing. A kept lake needs one of its own. */
  readonly directory: string;
  readonly memoryLimit: string;
  readonly threads: number;
  /** `temporary`: of one scan, its raw parts are read as they are; `kept`: a lake that stays. */
  readonly kind: "temporary" | "kept";
  /** A kept lake for reading only: other processes may read it, too. It must exist. */
  readonly readOnly?: boolean;
  /** A directory without a lake is an error: none is made. */
  readonly mustExist?: boolean;
  /** Told where commits and compactions have come to. */
  readonly onStep?: (step: Step) => void;
}

/** What a commit brought. `events + duplicates` is the number of rows in its raw parts. */
export interface Committed {
  /** Events that were not stored before. */
  readonly events: number;
  /** Rows that repeat an event. */
  readonly duplicates: number;
  /** Epoch ms of the rows that count since this commit: new events, and copies that replace a stored one. Null: none. */
  readonly first: number | null;
  readonly last: number | null;
  /** Of the whole lake. */
  readonly stats: LakeStats;
}

/** Where events live: Parquet parts, and a state file whose transaction is the commit. One call at a time changes it; readers may run meanwhile. */
export interface Lake {
  /** Folder for raw parts, on the same file system. Emptied when a lake is opened: what lies there was never committed. */
  readonly incoming: string;
  /** Takes raw parts in: finds copies of events (within them and against what is stored), and makes all of it count in one transaction. */
  commit(parts: readonly RawPart[]): Promise<Committed>;
  /**
   * The time of what was committed since alerts were last looked for: more than the last commit when a scan did not come to
   * its end. Null: nothing.
   */
  unjudged(): Promise<EventSpan | null>;
  /** All of it was judged, and the alerts are where they belong. */
  settle(): Promise<void>;
  /** As of the last commit. */
  readonly stats: LakeStats;
  /** The parts that count now, by name. */
  parts(): readonly StoredPart[];
  /** As `rows`, over the events of some parts only. */
  rowsOf(parts: readonly LakePart[]): RunPlan;
  /**
   * Runs plans over the events alone that have one of these ids: they are looked for once. `within`: epoch ms of the
   * earliest and latest of them. Good until the lake is closed.
   */
  pick(ids: readonly string[], within: EventSpan): Promise<RunPlan>;
  /** Merges the small parts of each day, and leaves out what does not count any more. `onMerge` is told before each day. */
  compact(onMerge?: (done: number, total: number, day: string) => void): Promise<void>;
  /** For tables that are derived from parts. The state is the attached database `state`; what lives only as long as this process is in `main`. */
  readonly database: Database;
  /** Distinct values of a column that enrichments look up. */
  distinct(column: Enriched): Promise<readonly string[]>;
  /** Makes `source_info` or `agent_info` of the events that have these keys. */
  enrich(column: Enriched, infos: ReadonlyMap<string, object>): Promise<void>;
  readonly rows: RunPlan;
  /** Spent so far on commits. */
  readonly seconds: { readonly store: number };
  close(): Promise<void>;
}

/** Throws a LakeError for a kept lake that is damaged, newer than this program, or open elsewhere. */
export async function openLake(options: LakeOptions): Promise<Lake> {
  const opened = options.kind === "kept" ? await openKept(options) : await openTemporary(options);
  const lake = new ParquetLake(opened, options);
  await lake.refresh();
  return lake;
}

class ParquetLake implements Lake {
  readonly incoming: string;
  readonly seconds = { store: 0 };
  readonly database: Database;
  stats = NO_EVENTS;
  readonly #opened: Opened;
  readonly #options: LakeOptions;
  readonly #enriched = new Set<Enriched>();
  readonly #readers = new Readers();
  #parts: readonly StoredPart[] = [];
  #picked = 0;
  /** Parts up to this number are in `event_keys`. */
  #indexed = 0;

  constructor(opened: Opened, options: LakeOptions) {
    this.#opened = opened;
    this.#options = options;
    this.database = opened.database;
    this.incoming = join(opened.directory, INCOMING_FOLDER);
  }

  /** Reads from the state what counts. */
  async refresh(): Promise<void> {
    this.#parts = await readParts(this.database, this.#opened.directory);
    this.stats = await readStats(this.database, this.#parts);
    this.#readers.keep(this.#parts.map(({ path }) => path));
    await this.database.run(createEventsView(this.#parts, this.#enriched));
  }

  unjudged(): Promise<EventSpan | null> {
    return readUnjudged(this.database);
  }

  settle(): Promise<void> {
    return markJudged(this.database);
  }

  parts(): readonly StoredPart[] {
    return this.#parts;
  }

  async commit(parts: readonly RawPart[]): Promise<Committed> {
    const start = performance.now();
    try {
      return await this.#commit(parts.filter(({ events }) => events > 0));
    } finally {
      this.seconds.store += (performance.now() - start) / 1000;
    }
  }

  async #commit(raw: readonly RawPart[]): Promise<Committed> {
    if (raw.length === 0) return { events: 0, duplicates: 0, first: null, last: null, stats: this.stats };
    await this.#index();
    const brought = await commitRaw(this.#store(), raw);
    await this.refresh();
    if (this.#options.kind === "kept") await this.#merge(dueMerges(this.#parts));
    return { ...brought, stats: this.stats };
  }

  /** A commit to a kept lake writes the keys of its rows; a temporary one needs none until there is a second commit. */
  async #index(): Promise<void> {
    if (this.#options.kind === "kept") return;
    await indexParts(
      this.database,
      this.#parts.filter(({ part }) => part > this.#indexed),
    );
    this.#indexed = Math.max(0, ...this.#parts.map(({ part }) => part));
  }

  async compact(onMerge?: (done: number, total: number, day: string) => void): Promise<void> {
    await this.#merge(allMerges(this.#parts), onMerge);
  }

  async #merge(merges: readonly Merge[], onMerge?: (done: number, total: number, day: string) => void): Promise<void> {
    for (const [done, merge] of merges.entries()) {
      onMerge?.(done, merges.length, merge.day);
      await mergeParts(this.#store(), merge);
      await this.refresh();
      const now = new Set(this.#parts.map(({ path }) => path));
      await this.#readers.retire(merge.parts.flatMap(({ path }) => (now.has(path) ? [] : [path])));
      this.#store().onStep("cleaned");
    }
  }

  #store(): Store {
    const { kind, threads, onStep = () => undefined } = this.#options;
    return { database: this.database, directory: this.#opened.directory, threads, kind, parts: this.#parts, onStep };
  }

  rows: RunPlan = (plan) => this.#read(plan, () => this.#parts);

  rowsOf(parts: readonly LakePart[]): RunPlan {
    const names = new Set(parts.map(({ name }) => name));
    return (plan) => this.#read(plan, () => this.#parts.filter(({ name }) => names.has(name)));
  }

  /** Reads the parts only that may hold what the plan looks at; they stay until it is done. */
  async *#read(plan: Plan, among: () => readonly StoredPart[]): AsyncGenerator<Row> {
    const span = spanOf(plan);
    const parts = among().filter((part) => overlaps(part, span));
    const sql = compilePlan(plan, duckdb, eventsOf(parts, this.#enriched));
    yield* this.#readers.hold(
      parts.map(({ path }) => path),
      () => this.database.stream(sql),
    );
  }

  async pick(ids: readonly string[], within: EventSpan): Promise<RunPlan> {
    const { spill } = this.#opened;
    await mkdir(spill, { recursive: true });
    const parts = this.#parts.filter((part) => overlaps(part, { from: within.first, to: within.last + 1 }));
    const prefix = `picked-${this.#picked++}`;
    const picked = await pickEvents(this.database, { ids, parts, folder: spill, prefix });
    return (plan) => this.database.stream(compilePlan(plan, duckdb, eventsOf(picked, this.#enriched)));
  }

  async distinct(column: Enriched): Promise<readonly string[]> {
    const rows = await this.database.all(
      `SELECT DISTINCT ${column} AS value FROM ${EVENTS_RELATION} WHERE ${column} IS NOT NULL ORDER BY value`,
    );
    return rows.map((row) => String(row["value"]));
  }

  async enrich(column: Enriched, infos: ReadonlyMap<string, object>): Promise<void> {
    const { spill } = this.#opened;
    await mkdir(spill, { recursive: true });
    const file = join(spill, `enrich-${column}.ndjson`);
    const lines = [...infos].map(([key, info]) => JSON.stringify({ key, info }));
    await writeFile(file, `${lines.join("\n")}\n`);
    await this.database.run(enrichTable(column, lines.length === 0 ? null : file));
    await rm(file, { force: true });
    this.#enriched.add(column);
    await this.database.run(createEventsView(this.#parts, this.#enriched));
  }

  async close(): Promise<void> {
    await this.#opened.close();
  }
}

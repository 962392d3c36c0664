import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import type { Plan, Row, RunPlan } from "../ir/plan.ts";
import { duckdb } from "../sql/dialect/duckdb.ts";
import { compilePlan } from "../sql/plan.ts";
import { checkFiles } from "./check-files.ts";
import { recordStaged, type StagedRows, stageRaw } from "./commit.ts";
import { allMerges, dueMerges, type Merge, mergeParts } from "./compact.ts";
import { dropCopies } from "./copies.ts";
import { indexParts } from "./event-keys.ts";
import {
  addToEnrichTable,
  CREATE_STAGED_LOSERS,
  type Enriched,
  enrichTable,
  eventsOf,
  STAGED_LOSERS,
  storedEvents,
} from "./events-view.ts";
import { type EventSpan, markJudged, readUnjudged } from "./judged.ts";
import { readDuplicates, readStats } from "./lake-stats.ts";
import { type Opened, openKept, openTemporary } from "./open-lake.ts";
import type { LakePart, RawPart } from "./part.ts";
import { INCOMING_FOLDER, removeUnmoved } from "./paths.ts";
import { pickEvents } from "./pick-events.ts";
import { overlaps, spanOf } from "./plan-span.ts";
import { Readers } from "./readers.ts";
import { type LakeSnapshot, openSnapshotState, readSnapshot, type SnapshotOptions } from "./snapshot.ts";
import { inTransaction } from "./state.ts";
import { type LakeStats, NO_EVENTS, nextPart, type Step, type Store } from "./store.ts";
import { readParts, type StoredPart } from "./stored-part.ts";
import { Writes } from "./writes.ts";

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
  /** ms for which files of parts that were merged away stay, for other processes that have a snapshot. Default 0. */
  readonly keepRetired?: number;
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

/** Rows between the halves of a commit. */
export interface Staged {
  readonly brought: Omit<Committed, "stats">;
  /** The new ones. */
  readonly parts: readonly LakePart[];
  /** Rows that counted before are beaten by copies now. */
  readonly replaces: boolean;
  /** Makes them count, in one transaction with what `also` writes. `judged`: alerts were looked for in all that is stored. */
  commit(options: { readonly judged: boolean; readonly also?: () => Promise<void> }): Promise<Committed>;
  /** Takes everything back, unless it counts already. */
  abandon(): Promise<void>;
}

/** Where events live: Parquet parts, and a state file whose transaction is the commit. One call at a time changes it; readers may run meanwhile. */
export interface Lake {
  /** Folder for raw parts, on the same file system. Emptied when a lake is opened: what lies there was never committed. */
  readonly incoming: string;
  /**
   * The first half of a commit: finds copies and writes parts. Readers of this process see them at once; they count only
   * after the second half. Nothing else may change the lake between the two.
   */
  stage(parts: readonly RawPart[]): Promise<Staged>;
  /** Transactions of others on the state. */
  readonly writes: Writes;
  /** Merges what is worth merging after commits, a little at a time. */
  tidy(): Promise<void>;
  /** Both halves, and `tidy`. Takes raw parts in: finds copies of events (within them and against what is stored), and makes all of it count in one transaction. */
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
  /** For other processes: see `openSnapshot`. */
  snapshot(): Promise<LakeSnapshot>;
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
  /** Distinct values of a column that enrichments look up, in all parts or in some. */
  distinct(column: Enriched, parts?: readonly LakePart[]): Promise<readonly string[]>;
  /** Makes `source_info` or `agent_info` of the events that have these keys, in place of what was made before or besides it. */
  enrich(column: Enriched, infos: ReadonlyMap<string, object>, how?: "replace" | "add"): Promise<void>;
  readonly rows: RunPlan;
  /** What is committed, without what is staged. */
  readonly counted: { readonly parts: readonly StoredPart[]; readonly rows: RunPlan };
  /** Spent so far on commits. */
  readonly seconds: { readonly store: number };
  close(): Promise<void>;
}

/** Throws a LakeError for a kept lake that is damaged, newer than this program, or open elsewhere. */
export async function openLake(options: LakeOptions): Promise<Lake> {
  const opened = options.kind === "kept" ? await openKept(options) : await openTemporary(options);
  const lake = new ParquetLake(opened, options);
  await opened.database.run(CREATE_STAGED_LOSERS);
  await lake.refresh();
  return lake;
}

const NOTHING = { events: 0, duplicates: 0, first: null, last: null };
const NO_ROWS: StagedRows = { brought: NOTHING, written: [], lost: [] };

/** The parts as they will count: the new ones last. */
function withStaged(parts: readonly StoredPart[], { written, lost }: StagedRows): readonly StoredPart[] {
  const gone = new Map(lost.map(({ part, rows }) => [part, rows]));
  return [...parts, ...written.map(({ part }) => ({ ...part, superseded: 0 }))].map((each) => ({
    ...each,
    superseded: each.superseded + (gone.get(each.part) ?? 0),
  }));
}

/** A kept lake as a snapshot has it, for reading only. Throws a LakeError when a part is gone: then take a new snapshot. */
export async function openSnapshot(snapshot: LakeSnapshot, options: SnapshotOptions): Promise<Lake> {
  const opened = await openSnapshotState(snapshot, options);
  try {
    const lake = new ParquetLake(opened, { ...options, kind: "kept", readOnly: true });
    await opened.database.run(CREATE_STAGED_LOSERS);
    await lake.refresh();
    await checkFiles(options.directory, lake.parts());
    return lake;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

class ParquetLake implements Lake {
  readonly incoming: string;
  readonly seconds = { store: 0 };
  readonly database: Database;
  readonly writes: Writes;
  stats = NO_EVENTS;
  readonly #opened: Opened;
  readonly #options: LakeOptions;
  readonly #enriched = new Set<Enriched>();
  readonly #readers: Readers;
  #parts: readonly StoredPart[] = [];
  #counted: readonly StoredPart[] = [];
  #picked = 0;
  #looked = 0;
  /** Parts up to this number are in `event_keys`. */
  #indexed = 0;

  constructor(opened: Opened, options: LakeOptions) {
    this.#opened = opened;
    this.#options = options;
    this.database = opened.database;
    this.writes = new Writes(opened.database);
    this.#readers = new Readers(options.keepRetired ?? 0);
    this.incoming = join(opened.directory, INCOMING_FOLDER);
  }

  /** Reads from the state what counts. */
  async refresh(): Promise<void> {
    await this.#show(await readParts(this.database, this.#opened.directory), await readDuplicates(this.database));
    this.#counted = this.#parts;
  }

  async #show(parts: readonly StoredPart[], duplicates: number): Promise<void> {
    this.#parts = parts;
    this.stats = await readStats(this.database, parts, duplicates);
    this.#readers.keep(parts.map(({ path }) => path));
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

  snapshot(): Promise<LakeSnapshot> {
    return this.database.connected((session) => readSnapshot(session, this.stats.duplicates));
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
    if (raw.length === 0) return { ...NOTHING, stats: this.stats };
    const staged = await this.stage(raw);
    const committed = await staged.commit({ judged: false });
    await this.tidy();
    return committed;
  }

  async tidy(): Promise<void> {
    if (this.#options.kind === "kept") await this.#merge(dueMerges(this.#parts));
  }

  async stage(parts: readonly RawPart[]): Promise<Staged> {
    const raw = parts.filter(({ events }) => events > 0);
    const store = this.#store();
    if (raw.length > 0) await this.#index();
    const rows = raw.length === 0 ? NO_ROWS : await this.#stageRows(store, raw);
    const before = this.#parts;
    const now = withStaged(before, rows);
    await this.#show(now, this.stats.duplicates + rows.brought.duplicates);
    const clean = async (): Promise<void> => {
      await dropCopies(this.database);
      await this.database.run(`DELETE FROM ${STAGED_LOSERS}`);
      for (const { path } of raw) await rm(path, { force: true });
    };
    let counts = false;
    return {
      brought: rows.brought,
      parts: now.slice(now.length - rows.written.length),
      replaces: rows.lost.some(({ part }) => part < nextPart(store)),
      commit: async ({ judged, also }) => {
        await this.writes.inTurn(() =>
          inTransaction(this.database, async () => {
            if (raw.length > 0) await recordStaged(store, rows, judged);
            else if (judged) await markJudged(this.database);
            await also?.();
          }),
        );
        counts = true;
        store.onStep("committed");
        await clean();
        await this.refresh();
        store.onStep("cleaned");
        return { ...rows.brought, stats: this.stats };
      },
      abandon: async () => {
        if (counts) return;
        await this.#show(before, this.stats.duplicates - rows.brought.duplicates);
        await this.#readers.retire(rows.written.map(({ part }) => part.path));
        await clean();
      },
    };
  }

  /** What fails half done is taken back. */
  async #stageRows(store: Store, raw: readonly RawPart[]): Promise<StagedRows> {
    try {
      return await stageRaw(store, raw);
    } catch (error) {
      await dropCopies(this.database);
      await removeUnmoved(this.incoming);
      throw error;
    }
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

  get counted(): Lake["counted"] {
    return { parts: this.#counted, rows: (plan) => this.#read(plan, () => this.#counted) };
  }

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

  async distinct(column: Enriched, parts?: readonly LakePart[]): Promise<readonly string[]> {
    const names = new Set(parts?.map(({ name }) => name));
    const among = parts === undefined ? this.#parts : this.#parts.filter(({ name }) => names.has(name));
    const rows = await this.database.all(
      `SELECT DISTINCT ${column} AS value FROM ${storedEvents(among)} WHERE ${column} IS NOT NULL ORDER BY value`,
    );
    return rows.map((row) => String(row["value"]));
  }

  async enrich(
    column: Enriched,
    infos: ReadonlyMap<string, object>,
    how: "replace" | "add" = "replace",
  ): Promise<void> {
    const { spill } = this.#opened;
    await mkdir(spill, { recursive: true });
    // The database keeps what it has read of a file by its name: no name comes twice.
    const file = join(spill, `enrich-${this.#looked++}.ndjson`);
    const lines = [...infos].map(([key, info]) => JSON.stringify({ key, info }));
    await writeFile(file, `${lines.join("\n")}\n`);
    const isMore = how === "add" && this.#enriched.has(column);
    if (!isMore) await this.database.run(enrichTable(column, lines.length === 0 ? null : file));
    else if (lines.length > 0) await this.database.run(addToEnrichTable(column, file));
    await rm(file, { force: true });
    this.#enriched.add(column);
  }

  async close(): Promise<void> {
    await this.#opened.close();
  }
}

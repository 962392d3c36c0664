import type { Database } from "../driver/duckdb.ts";
import type { RunPlan } from "../ir/plan.ts";
import { checkFiles } from "./check-files.ts";
import type { OnMerge } from "./compact.ts";
import type { Enriched } from "./events-view.ts";
import type { EventSpan } from "./judged.ts";
import { openKept, openTemporary } from "./open-lake.ts";
import { type LakeOptions, ParquetLake } from "./parquet-lake.ts";
import type { LakePart, RawPart } from "./part.ts";
import { type LakeSnapshot, openSnapshotState, type SnapshotOptions } from "./snapshot.ts";
import type { Committed, Staged } from "./staged-commit.ts";
import type { LakeStats } from "./store.ts";
import type { StoredPart } from "./stored-part.ts";
import type { Writes } from "./writes.ts";

export type { Committed, LakeOptions, LakeStats, Staged };

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
  compact(onMerge?: OnMerge): Promise<void>;
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
  return ParquetLake.of(opened, options);
}

/** A kept lake as a snapshot has it, for reading only. Throws a LakeError when a part is gone: then take a new snapshot. */
export async function openSnapshot(snapshot: LakeSnapshot, options: SnapshotOptions): Promise<Lake> {
  const opened = await openSnapshotState(snapshot, options);
  try {
    const lake = await ParquetLake.of(opened, { ...options, kind: "kept", readOnly: true });
    await checkFiles(options.directory, lake.parts());
    return lake;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

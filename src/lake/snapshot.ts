import { join } from "node:path";
import type { Database, Session } from "../driver/duckdb.ts";
import { makeTemporaryFolder } from "../util/temporary-folder.ts";
import { LakeError } from "./lake-error.ts";
import type { Opened } from "./open-lake.ts";
import { openTemporaryState } from "./open-state.ts";
import { isPartName, TEMPORARY_SPILL } from "./paths.ts";
import { insertParts, type NewPart, readParts } from "./stored-part.ts";

/**
 * What a kept lake lists at one moment. Its files never change, so whoever has the list can read the events of that moment,
 * also while another process holds the state file and goes on writing.
 */
export interface LakeSnapshot {
  readonly parts: readonly Omit<NewPart, "path">[];
  /** Rows that do not count: the number of a part, and its rows from 0. */
  readonly superseded: readonly { readonly part: number; readonly rows: readonly number[] }[];
  /** Rows that repeated an event, over all commits. */
  readonly duplicates: number;
}

/** Of the state as it is committed. */
export async function readSnapshot(session: Session, duplicates: number): Promise<LakeSnapshot> {
  const parts = await readParts(session, "");
  const rows = await session.all("SELECT part, row FROM state.superseded ORDER BY part, row");
  const gone = new Map<number, number[]>();
  for (const row of rows) {
    const part = Number(row["part"]);
    const list = gone.get(part) ?? [];
    gone.set(part, list);
    list.push(Number(row["row"]));
  }
  return {
    parts: parts.map(({ path: _path, superseded: _superseded, ...part }) => part),
    superseded: [...gone].map(([part, list]) => ({ part, rows: list })),
    duplicates,
  };
}

export interface SnapshotOptions {
  readonly directory: string;
  readonly memoryLimit: string;
  readonly threads: number;
}

/** A state in memory that lists what the snapshot does. Nothing is written into the directory. */
export async function openSnapshotState(snapshot: LakeSnapshot, options: SnapshotOptions): Promise<Opened> {
  const { directory } = options;
  const strange = snapshot.parts.find(({ name }) => !isPartName(name));
  if (strange !== undefined)
    throw new LakeError(`${directory}: a part cannot be called ${JSON.stringify(strange.name)}`);
  const spill = await makeTemporaryFolder(TEMPORARY_SPILL);
  try {
    const database = await openTemporaryState({ ...options, spill: spill.path });
    await fillState(database, directory, snapshot);
    const close = async (): Promise<void> => {
      database.close();
      spill.remove();
    };
    return { database, directory, spill: spill.path, close };
  } catch (error) {
    spill.remove();
    throw error;
  }
}

async function fillState(database: Database, directory: string, snapshot: LakeSnapshot): Promise<void> {
  await insertParts(
    database,
    snapshot.parts.map((part) => ({ ...part, path: join(directory, part.name) })),
  );
  for (const { part, rows } of snapshot.superseded)
    await database.run(
      `INSERT INTO state.superseded SELECT ${part}, unnest([${rows.map(Number).join(", ")}]::BIGINT[])`,
    );
  await database.run("INSERT INTO state.commits VALUES (1, 0, ?, NULL, NULL, TRUE)", [snapshot.duplicates]);
}

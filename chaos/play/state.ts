import { join } from "node:path";
import { openDatabase } from "../../src/driver/duckdb.ts";
import type { Row } from "../../src/ir/plan.ts";
import { attachFile } from "../../src/lake/state.ts";

/** What the checks look at in the state of a data directory. */
export interface State {
  readonly objects: readonly ObjectRow[];
  readonly batches: readonly BatchRow[];
  readonly notices: readonly NoticeRow[];
  /** Names of the parts that count, below the directory. */
  readonly parts: readonly string[];
  /** Events that count. */
  readonly events: number;
}

export interface ObjectRow {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly records: number;
  readonly delivered: number;
  readonly malformed: number;
  readonly aside: number;
  readonly outcome: string;
  readonly batch: number;
}

export interface BatchRow {
  readonly batch: number;
  readonly events: number;
  readonly duplicates: number;
  readonly tooLate: number;
}

export interface NoticeRow {
  readonly key: string;
  readonly thread: string;
  readonly channel: string;
  readonly kind: string;
  readonly severity: number;
  readonly status: string;
  /** Key of the message that it went out with; null: none yet. */
  readonly digest: string | null;
}

/** Reads the state when nobody has it open. */
export async function readState(directory: string): Promise<State> {
  const database = await openDatabase({
    path: ":memory:",
    temporaryDirectory: join(directory, "..", "state-spill"),
    memoryLimit: "256MB",
    threads: 1,
  });
  try {
    await database.run(attachFile(join(directory, "state.duckdb"), true));
    const all = (table: string): Promise<readonly Row[]> => database.all(`SELECT * FROM state.${table}`);
    const [counted] = await database.all(
      "SELECT (SELECT coalesce(sum(events), 0)::BIGINT FROM state.parts) - (SELECT count(*) FROM state.superseded) AS n",
    );
    return {
      objects: (await all("objects")).map(objectRow),
      batches: (await all("batches")).map(batchRow),
      notices: (await all("outbox")).map(noticeRow),
      parts: (await all("parts")).map((row) => String(row["name"])),
      events: Number(counted?.["n"]),
    };
  } finally {
    database.close();
  }
}

function objectRow(row: Row): ObjectRow {
  const number = (name: string): number => Number(row[name]);
  return {
    key: String(row["key"]),
    etag: String(row["etag"]),
    size: number("size"),
    records: number("records"),
    delivered: number("delivered"),
    malformed: number("malformed"),
    aside: number("aside"),
    outcome: String(row["outcome"]),
    batch: number("batch"),
  };
}

function batchRow(row: Row): BatchRow {
  return {
    batch: Number(row["batch"]),
    events: Number(row["events"]),
    duplicates: Number(row["duplicates"]),
    tooLate: Number(row["too_late"]),
  };
}

function noticeRow(row: Row): NoticeRow {
  return {
    key: String(row["key"]),
    thread: String(row["thread"]),
    channel: String(row["channel"]),
    kind: String(row["kind"]),
    severity: Number(row["severity"]),
    status: String(row["status"]),
    digest: row["digest"] === null ? null : String(row["digest"]),
  };
}

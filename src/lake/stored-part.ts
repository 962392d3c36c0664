import { join } from "node:path";
import type { Database, Session } from "../driver/duckdb.ts";
import type { Row } from "../ir/plan.ts";
import { quoteText } from "../sql/quote.ts";
import type { LakePart } from "./part.ts";

/** A part with what only the lake needs of it. */
export interface StoredPart extends LakePart {
  /** Its number in the state's tables. */
  readonly part: number;
  /** Where its file is. */
  readonly path: string;
}

/** A part that is about to count. */
export type NewPart = Omit<StoredPart, "superseded">;

/** The parts that count, by name. */
export async function readParts(database: Session, directory: string): Promise<readonly StoredPart[]> {
  const rows = await database.all(
    `SELECT p.*, (SELECT count(*) FROM state.superseded s WHERE s.part = p.part) AS superseded FROM state.parts p ORDER BY name`,
  );
  return rows.map((row) => toPart(row, directory));
}

function toPart(row: Row, directory: string): StoredPart {
  const name = String(row["name"]);
  const number = (column: string): number => Number(row[column]);
  return {
    part: number("part"),
    name,
    path: join(directory, name),
    level: row["level"] === "day" ? "day" : "raw",
    events: number("events"),
    first: number("first"),
    last: number("last"),
    bytes: number("bytes"),
    jsonBytes: number("json_bytes"),
    superseded: number("superseded"),
  };
}

export async function insertParts(database: Database, parts: readonly NewPart[]): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map(
    (each) =>
      `(${each.part}, ${quoteText(each.name)}, ${quoteText(each.level)}, ${each.events}, ${each.first}, ${each.last}, ${each.bytes}, ${each.jsonBytes})`,
  );
  await database.run(`INSERT INTO state.parts VALUES ${rows.join(", ")}`);
}

export async function deleteParts(database: Database, parts: readonly StoredPart[]): Promise<void> {
  const numbers = parts.map(({ part }) => part).join(", ");
  await database.run(`DELETE FROM state.superseded WHERE part IN (${numbers})`);
  await database.run(`DELETE FROM state.parts WHERE part IN (${numbers})`);
}

import type { Parameter, Session } from "../../driver/duckdb.ts";
import type { Row } from "../../ir/plan.ts";
import { quoteText } from "../../sql/quote.ts";

const ROWS_A_STATEMENT = 1_000;
const TEXTS_A_STATEMENT = 2_000;

/**
 * Inserts rows, each in the order of `columns`. They go in as one JSON text, column by column: a parameter for each cell would
 * take seconds for a thousand alerts. Lone surrogates, which DuckDB refuses, are replaced.
 */
export async function insertRows(
  session: Session,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Parameter[])[],
): Promise<void> {
  for (const some of piecesOf(rows, ROWS_A_STATEMENT)) {
    const cells = columns.map((_, i) => some.map((row) => wellFormed(row[i] ?? null)));
    const shape = columns.map((name, i) => [
      name,
      [cells[i]?.some((cell) => typeof cell === "number") ? "BIGINT" : "VARCHAR"],
    ]);
    const json = JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, cells[i]])));
    await session.run(
      `INSERT INTO state.${table} (${columns.join(", ")}) SELECT ${columns.map((name) => `unnest(piece.${name})`).join(", ")}
       FROM (SELECT from_json(?, ${quoteText(JSON.stringify(Object.fromEntries(shape)))}) AS piece)`,
      [json],
    );
  }
}

function wellFormed(cell: Parameter): Parameter {
  return typeof cell === "string" ? cell.toWellFormed() : cell;
}

/** Rows of a query over a list of texts: `query` is given `('a', 'b')`. Nothing is asked for an empty list. */
export async function rowsIn(
  session: Session,
  texts: Iterable<string>,
  query: (list: string) => string,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const list of listsOf(texts)) rows.push(...(await session.all(query(list))));
  return rows;
}

/** Runs a statement over a list of texts, as `rowsIn`. */
export async function runIn(
  session: Session,
  texts: Iterable<string>,
  statement: (list: string) => string,
): Promise<void> {
  for (const list of listsOf(texts)) await session.run(statement(list));
}

function listsOf(texts: Iterable<string>): readonly string[] {
  return piecesOf([...new Set(texts)], TEXTS_A_STATEMENT).map((some) => `(${some.map(quoteText).join(", ")})`);
}

function piecesOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

export function textOrNull(cell: Row[string] | undefined): string | null {
  return typeof cell === "string" ? cell : null;
}

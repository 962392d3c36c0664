import type { Database } from "../driver/duckdb.ts";
import { quoteIdentifier, quoteText } from "../sql/quote.ts";
import type { StoredPart } from "./stored-part.ts";

/**
 * `history_plans`: a derived table each, with the hash of what its plan means, and the day (since 1970, by the clock) on which it was opened last.
 * `history_pieces`: the parts whose rows are in it, as they were then: `superseded` rows did not count.
 */
const CREATE = [
  "CREATE TABLE IF NOT EXISTS state.history_plans (plan INTEGER, meaning VARCHAR, used BIGINT)",
  "CREATE TABLE IF NOT EXISTS state.history_pieces (plan INTEGER, piece INTEGER, part VARCHAR, superseded BIGINT)",
];

/** A derived table that nothing asked for in so many days goes away: its rule was changed or taken out. */
const UNUSED_DAYS = 30;
const TODAY = "epoch(now())::BIGINT // 86400";

export interface PlanTable {
  readonly plan: number;
  /** Quoted. */
  readonly name: string;
}

function tableOf(plan: number): PlanTable {
  return { plan, name: `state.${quoteIdentifier(`history_${plan}`)}` };
}

/** Makes the lists of derived tables, and drops the tables that are not used any more. */
export async function openTables(database: Database): Promise<void> {
  for (const statement of CREATE) await database.run(statement);
  const rows = await database.all(`SELECT plan FROM state.history_plans WHERE used < ${TODAY} - ${UNUSED_DAYS}`);
  for (const row of rows) await dropTable(database, Number(row["plan"]));
}

async function dropTable(database: Database, plan: number): Promise<void> {
  await database.run(`DROP TABLE IF EXISTS ${tableOf(plan).name}`);
  await database.run(`DELETE FROM state.history_pieces WHERE plan = ${plan}`);
  await database.run(`DELETE FROM state.history_plans WHERE plan = ${plan}`);
}

/** The table of the plan with this meaning, made when there is none. `rowsSql`: what it will hold, for its columns. */
export async function planTable(database: Database, meaning: string, rowsSql: string): Promise<PlanTable> {
  const [known] = await database.all(`SELECT plan FROM state.history_plans WHERE meaning = ${quoteText(meaning)}`);
  if (known !== undefined) {
    const plan = Number(known["plan"]);
    await database.run(`UPDATE state.history_plans SET used = ${TODAY} WHERE plan = ${plan} AND used < ${TODAY}`);
    return tableOf(plan);
  }
  const [last] = await database.all("SELECT coalesce(max(plan), 0) AS plan FROM state.history_plans");
  const table = tableOf(Number(last?.["plan"]) + 1);
  await database.run(`CREATE TABLE ${table.name} AS ${rowsSql} LIMIT 0`);
  await database.run(`INSERT INTO state.history_plans SELECT ${table.plan}, ${quoteText(meaning)}, ${TODAY}`);
  return table;
}

export interface StoredPiece {
  readonly piece: number;
  readonly part: string;
  readonly superseded: number;
}

export async function readPieces(database: Database, { plan }: PlanTable): Promise<readonly StoredPiece[]> {
  const rows = await database.all(`SELECT piece, part, superseded FROM state.history_pieces WHERE plan = ${plan}`);
  return rows.map((row) => ({
    piece: Number(row["piece"]),
    part: String(row["part"]),
    superseded: Number(row["superseded"]),
  }));
}

/** Adds what `rowsSql` delivers as the rows of these parts. */
export async function insertPieces(
  database: Database,
  table: PlanTable,
  pieces: readonly { readonly piece: number; readonly part: StoredPart }[],
  rowsSql: string,
): Promise<void> {
  const values = pieces.map(
    ({ piece, part }) => `(${table.plan}, ${piece}, ${quoteText(part.name)}, ${part.superseded})`,
  );
  await database.run(`INSERT INTO ${table.name} ${rowsSql}`);
  await database.run(`INSERT INTO state.history_pieces VALUES ${values.join(", ")}`);
}

/** Takes out the rows of parts that are gone or have changed. */
export async function deletePieces(
  database: Database,
  table: PlanTable,
  pieces: readonly StoredPiece[],
): Promise<void> {
  if (pieces.length === 0) return;
  const numbers = pieces.map(({ piece }) => piece).join(", ");
  await database.run(`DELETE FROM ${table.name} WHERE piece IN (${numbers})`);
  await database.run(`DELETE FROM state.history_pieces WHERE plan = ${table.plan} AND piece IN (${numbers})`);
}

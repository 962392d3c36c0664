import { rm } from "node:fs/promises";
import type { Database } from "../driver/duckdb.ts";
import { type Copies, findCopies, type LostRows } from "./copies.ts";
import { readParquet, STAGED_LOSERS } from "./events-view.ts";
import { type Brought, insertCommit } from "./judged.ts";
import { moveIntoPlace } from "./move-parts.ts";
import type { RawPart } from "./part.ts";
import { overlaps } from "./plan-span.ts";
import { nextPart, type Store } from "./store.ts";
import { STORED_COLUMNS, storedColumns } from "./stored-columns.ts";
import { insertParts, type StoredPart } from "./stored-part.ts";
import { takeRaw } from "./take-raw.ts";
import { type DayRows, type Destination, type WrittenPart, writeDays } from "./write-days.ts";

/** Rows whose files lie where parts are, and that count once `recordStaged` has run. */
export interface StagedRows {
  readonly brought: Brought;
  readonly written: readonly WrittenPart[];
  /** Rows that lose against a copy, by number of the part, new and stored ones. */
  readonly lost: readonly LostRows[];
}

export const NO_ROWS: StagedRows = {
  brought: { events: 0, duplicates: 0, first: null, last: null },
  written: [],
  lost: [],
};

/**
 * Writes the rows of raw parts that are to count. Their files lie where nothing counts, and are deleted when the lake
 * is opened again. Leaves tables behind for `recordStaged`; `dropCopies` removes them.
 */
export async function stageRaw(store: Store, raw: readonly RawPart[]): Promise<StagedRows> {
  const { database, directory, threads, kind, parts } = store;
  const copies = await findCopies(database, raw, parts);
  const span = await spanOfNew(database, raw, copies);
  const lost = await spanOfLost(database, parts, copies.stored);
  const to = { database, directory, threads, nextPart: nextPart(store), taken: new Set(parts.map(({ name }) => name)) };
  const written = kind === "kept" ? await writeNew(raw, copies, to) : await takeRaw(raw, copies.fresh, to);
  store.onStep("written");
  await moveIntoPlace(store, written, kind === "kept").catch(async (error: unknown) => {
    for (const { part } of written) await rm(part.path, { force: true });
    throw error;
  });
  store.onStep("moved");
  await database.run(`DELETE FROM ${STAGED_LOSERS}`);
  await database.run(`INSERT INTO ${STAGED_LOSERS} SELECT part, row FROM loser WHERE stored`);
  if (kind === "temporary")
    await database.run(
      `INSERT INTO ${STAGED_LOSERS} SELECT part + ${nextPart(store)}, row FROM loser WHERE NOT stored`,
    );
  const fresh = kind === "kept" ? [] : copies.fresh.map(({ part, rows }) => ({ part: part + nextPart(store), rows }));
  return {
    brought: { events: copies.events, duplicates: sum(raw) - copies.events, ...joined(span, lost) },
    written,
    lost: [...copies.stored, ...fresh],
  };
}

/** Makes staged rows count: part of a transaction. */
export async function recordStaged(store: Store, { written, brought }: StagedRows, judged: boolean): Promise<void> {
  const { database, kind } = store;
  await insertParts(
    database,
    written.map(({ part }) => part),
  );
  await database.run(`INSERT INTO state.superseded SELECT part, row FROM ${STAGED_LOSERS}`);
  if (kind === "kept")
    await database.run(
      `INSERT INTO state.event_keys SELECT key, day FROM fresh_key ANTI JOIN hit USING (key, day) ORDER BY day`,
    );
  await insertCommit(database, brought, judged);
}

function sum(parts: readonly { readonly events: number }[]): number {
  return parts.reduce((total, { events }) => total + events, 0);
}

function joined(a: Span, b: Span): Span {
  const numbers = (of: (span: Span) => number | null): readonly number[] =>
    [a, b].map(of).filter((each) => each !== null);
  const [firsts, lasts] = [numbers(({ first }) => first), numbers(({ last }) => last)];
  return firsts.length === 0 ? a : { first: Math.min(...firsts), last: Math.max(...lasts) };
}

/** The rows of raw parts that count, as day parts. */
async function writeNew(raw: readonly RawPart[], copies: Copies, to: Destination): Promise<readonly WrittenPart[]> {
  return writeDays(
    { within: (span) => survivors(raw, copies.fresh, span), jsonBytes: jsonBytesOf(raw, copies.fresh) },
    to,
  );
}

function survivors(raw: readonly RawPart[], lost: readonly LostRows[], span: Parameters<DayRows["within"]>[0]): string {
  const inSpan = raw.flatMap((part, i) => (overlaps(part, span) ? [{ ...part, i }] : []));
  const holed = inSpan.filter(({ i }) => lost.some(({ part }) => part === i));
  const whole = inSpan.filter((part) => !holed.includes(part));
  const reads = [
    ...(whole.length === 0 ? [] : [`SELECT ${STORED_COLUMNS.join(", ")} FROM ${readParquet(whole)}`]),
    ...(holed.length === 0 ? [] : [withoutLosers(holed)]),
  ];
  return `(${reads.join(" UNION ALL ")})`;
}

function withoutLosers(parts: readonly (RawPart & { readonly i: number })[]): string {
  const numbers = parts.map(({ i }, file) => `(${i}, ${file})`).join(", ");
  return `SELECT ${storedColumns("p")} FROM ${readParquet(parts)} p
ANTI JOIN (SELECT n.file, l.row FROM loser l JOIN (VALUES ${numbers}) n (part, file) ON n.part = l.part WHERE NOT l.stored) x
ON x.file = p.file_index AND x.row = p.file_row_number`;
}

function jsonBytesOf(raw: readonly RawPart[], lost: readonly LostRows[]): number {
  const gone = new Map(lost.map(({ part, rows }) => [part, rows]));
  const kept = raw.map((part, i) => (part.jsonBytes * (part.events - (gone.get(i) ?? 0))) / part.events);
  return Math.round(kept.reduce((total, bytes) => total + bytes, 0));
}

type Span = Pick<Brought, "first" | "last">;

/** Epoch ms of the earliest and latest row that counts from now on. */
async function spanOfNew(database: Database, raw: readonly RawPart[], copies: Copies): Promise<Span> {
  if (copies.fresh.length === 0)
    return { first: Math.min(...raw.map(({ first }) => first)), last: Math.max(...raw.map(({ last }) => last)) };
  return readSpan(database, survivors(raw, copies.fresh, { from: null, to: null }));
}

/** Of the stored rows that count no more. */
async function spanOfLost(database: Database, parts: readonly StoredPart[], lost: readonly LostRows[]): Promise<Span> {
  const files = parts.filter(({ part }) => lost.some((each) => each.part === part));
  if (files.length === 0) return { first: null, last: null };
  const numbers = files.map(({ part }, file) => `(${part}, ${file})`).join(", ");
  return readSpan(
    database,
    `(SELECT p.event_time FROM ${readParquet(files)} p
     SEMI JOIN (SELECT n.file, l.row FROM loser l JOIN (VALUES ${numbers}) n (part, file) ON n.part = l.part WHERE l.stored) x
     ON x.file = p.file_index AND x.row = p.file_row_number)`,
  );
}

async function readSpan(database: Database, relation: string): Promise<Span> {
  const [row] = await database.all(
    `SELECT epoch_ms(min(event_time)) AS first, epoch_ms(max(event_time)) AS last FROM ${relation}`,
  );
  return { first: numberOr(row?.["first"]), last: numberOr(row?.["last"]) };
}

function numberOr(cell: unknown): number | null {
  return typeof cell === "number" ? cell : null;
}

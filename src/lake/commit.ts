import { rm } from "node:fs/promises";
import type { Database } from "../driver/duckdb.ts";
import { type Copies, dropCopies, findCopies, type LostRows } from "./copies.ts";
import { readParquet } from "./events-view.ts";
import { moveIntoPlace } from "./move-parts.ts";
import type { RawPart } from "./part.ts";
import { overlaps } from "./plan-span.ts";
import { inTransaction } from "./state.ts";
import { nextPart, type Store } from "./store.ts";
import { STORED_COLUMNS, storedColumns } from "./stored-columns.ts";
import { insertParts } from "./stored-part.ts";
import { takeRaw } from "./take-raw.ts";
import { type DayRows, type Destination, type WrittenPart, writeDays } from "./write-days.ts";

/** What a commit brought; see `Committed`. */
export interface Brought {
  readonly events: number;
  readonly duplicates: number;
  readonly first: number | null;
  readonly last: number | null;
}

/**
 * Makes the rows of raw parts count, in one transaction. Until it, the files lie where nothing counts and are deleted
 * when the lake is opened again; after it, the raw parts are not needed any more.
 */
export async function commitRaw(store: Store, raw: readonly RawPart[]): Promise<Brought> {
  try {
    return await commitRows(store, raw);
  } finally {
    await dropCopies(store.database);
  }
}

async function commitRows(store: Store, raw: readonly RawPart[]): Promise<Brought> {
  const { database, directory, threads, kind, parts } = store;
  const copies = await findCopies(database, raw, parts);
  const span = await spanOfNew(database, raw, copies);
  const to = { database, directory, threads, nextPart: nextPart(store), taken: new Set(parts.map(({ name }) => name)) };
  const written = kind === "kept" ? await writeNew(raw, copies, to) : await takeRaw(raw, copies.fresh, to);
  store.onStep("written");
  await moveIntoPlace(written, kind === "kept");
  store.onStep("moved");
  const brought = { events: copies.events, duplicates: sum(raw) - copies.events, ...span };
  await inTransaction(database, () => record(store, written, brought));
  store.onStep("committed");
  for (const { path } of raw) await rm(path, { force: true });
  store.onStep("cleaned");
  return brought;
}

function sum(parts: readonly { readonly events: number }[]): number {
  return parts.reduce((total, { events }) => total + events, 0);
}

async function record(store: Store, written: readonly WrittenPart[], brought: Brought): Promise<void> {
  const { database, kind } = store;
  await insertParts(
    database,
    written.map(({ part }) => part),
  );
  await database.run("INSERT INTO state.superseded SELECT part, row FROM loser WHERE stored");
  if (kind === "temporary")
    await database.run(
      `INSERT INTO state.superseded SELECT part + ${nextPart(store)}, row FROM loser WHERE NOT stored`,
    );
  if (kind === "kept")
    await database.run(
      `INSERT INTO state.event_keys SELECT key, day FROM fresh_key ANTI JOIN hit USING (key, day) ORDER BY day`,
    );
  await database.run(
    `INSERT INTO state.commits SELECT coalesce(max(generation), 0) + 1, ${brought.events}, ${brought.duplicates},
       ${brought.first ?? "NULL"}, ${brought.last ?? "NULL"}, FALSE FROM state.commits`,
  );
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

/** Epoch ms of the earliest and latest row that counts from now on. */
async function spanOfNew(
  database: Database,
  raw: readonly RawPart[],
  copies: Copies,
): Promise<Pick<Brought, "first" | "last">> {
  if (copies.fresh.length === 0)
    return { first: Math.min(...raw.map(({ first }) => first)), last: Math.max(...raw.map(({ last }) => last)) };
  const [row] = await database.all(
    `SELECT epoch_ms(min(event_time)) AS first, epoch_ms(max(event_time)) AS last
     FROM ${survivors(raw, copies.fresh, { from: null, to: null })}`,
  );
  return { first: numberOr(row?.["first"]), last: numberOr(row?.["last"]) };
}

function numberOr(cell: unknown): number | null {
  return typeof cell === "number" ? cell : null;
}

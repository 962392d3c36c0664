import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../driver/duckdb.ts";
import { duckdb } from "../sql/dialect/duckdb.ts";
import { quoteText } from "../sql/quote.ts";
import { atOnce } from "./at-once.ts";
import { dayPartName, INCOMING_FOLDER, unmovedName } from "./paths.ts";
import type { Span } from "./plan-span.ts";
import { contentHash, type HourRows, type Slice, slicesOf } from "./slices.ts";
import { rowDigest, storedColumns } from "./stored-columns.ts";
import type { NewPart } from "./stored-part.ts";

/** Rows of a part: bounds what is sorted at a time, and what a change of one row costs to clean up. */
export const PART_ROWS = 250_000;

/** Statistics for skipping are kept for each row group. One is held in memory while it is written. */
const FORMAT = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440, WRITE_BLOOM_FILTER FALSE";

export interface DayRows {
  /** SQL of a relation with the stored columns: at least the rows in the span, each event once. */
  readonly within: (span: Span) => string;
  /** UTF-8 bytes of the JSON records of all its rows. */
  readonly jsonBytes: number;
}

export interface Destination {
  readonly database: Database;
  readonly directory: string;
  readonly threads: number;
  /** The number of the first part. */
  readonly nextPart: number;
  /** Names that are taken. */
  readonly taken: ReadonlySet<string>;
}

/** A part whose file is complete and lies where nothing counts. */
export interface WrittenPart {
  readonly part: NewPart;
  readonly written: string;
}

/** Writes rows as parts of one UTC day each, sorted by time, id and account. */
export async function writeDays(rows: DayRows, to: Destination): Promise<readonly WrittenPart[]> {
  const slices = slicesOf(await hoursOf(rows, to.database), PART_ROWS);
  const shares = sharesOf(rows.jsonBytes, slices);
  const names = namesOf(slices, to.taken);
  return oneThreadEach(slices.length, to, () =>
    atOnce(slices, to.threads, async (slice, i): Promise<WrittenPart> => {
      const part = to.nextPart + i;
      const written = join(to.directory, INCOMING_FOLDER, unmovedName(part));
      await writeSlice(rows, slice, written, to.database);
      const { size } = await stat(written);
      const name = names[i] ?? "";
      const { rows: events, first, last } = slice;
      const facts = { events, first, last, bytes: size, jsonBytes: shares[i] ?? 0 };
      return { written, part: { part, name, path: join(to.directory, name), level: "day", ...facts } };
    }),
  );
}

/** A thread for each slice takes less time than all threads for each slice in turn. */
async function oneThreadEach<T>(
  slices: number,
  { database, threads }: Destination,
  work: () => Promise<T>,
): Promise<T> {
  if (slices < 2) return work();
  await database.run("SET threads = 1");
  try {
    return await work();
  } finally {
    await database.run(`SET threads = ${threads}`);
  }
}

async function hoursOf(rows: DayRows, database: Database): Promise<readonly HourRows[]> {
  const found = await database.all(
    `SELECT hour, count(*) AS n, epoch_ms(min(event_time)) AS first, epoch_ms(max(event_time)) AS last,
       bit_xor(digest)::VARCHAR AS xor, (sum(digest) % 18446744073709551616::HUGEINT)::VARCHAR AS sum
     FROM (SELECT e.event_time, ${rowDigest("e")} AS digest, epoch_ms(date_trunc('hour', e.event_time)) AS hour
       FROM ${rows.within({ from: null, to: null })} e)
     GROUP BY hour ORDER BY hour`,
  );
  return found.map((row) => ({
    hour: Number(row["hour"]),
    rows: Number(row["n"]),
    first: Number(row["first"]),
    last: Number(row["last"]),
    xor: BigInt(String(row["xor"])),
    sum: BigInt(String(row["sum"])),
  }));
}

async function writeSlice(rows: DayRows, slice: Slice, file: string, database: Database): Promise<void> {
  const { from, to } = slice;
  const copy = `COPY (SELECT ${storedColumns("e")} FROM ${rows.within({ from, to })} e
       WHERE e.event_time >= ${duckdb.timestamp(from)} AND e.event_time < ${duckdb.timestamp(to)}
       ORDER BY e.event_time, e.event_id, e.account)
     TO ${quoteText(file)} (${FORMAT})`;
  // On a connection of its own.
  for await (const { Count: count } of database.stream(copy))
    if (count !== slice.rows)
      throw new Error(`bug: ${String(count)} of ${slice.rows} rows of ${slice.day} were written`);
}

/** Shares whole bytes out by rows, none lost. */
function sharesOf(bytes: number, slices: readonly Slice[]): readonly number[] {
  const total = slices.reduce((sum, { rows }) => sum + rows, 0);
  const upTo = (rows: number): number => Math.round((bytes * rows) / total);
  let before = 0;
  return slices.map(({ rows }) => {
    before += rows;
    return upTo(before) - upTo(before - rows);
  });
}

/** One that is taken holds other rows with the same hash, which only an attacker can make: then a number is added. */
function namesOf(slices: readonly Slice[], taken: ReadonlySet<string>): readonly string[] {
  const used = new Set(taken);
  return slices.map((slice) => {
    const hash = contentHash(slice);
    let name = dayPartName(slice.day, hash);
    for (let n = 2; used.has(name); n++) name = dayPartName(slice.day, `${hash}-${n}`);
    used.add(name);
    return name;
  });
}

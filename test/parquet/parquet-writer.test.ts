import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BooleanColumn } from "../../src/parquet/boolean-column.ts";
import { TextColumn } from "../../src/parquet/text-column.ts";
import { TextListColumn } from "../../src/parquet/text-list-column.ts";
import { TimeColumn } from "../../src/parquet/time-column.ts";
import { UniqueTextColumn } from "../../src/parquet/unique-text-column.ts";
import { bytes, writeAndRead } from "./read-back.ts";

interface Cells {
  readonly text: string | null;
  readonly json: string | null;
  readonly id: string | null;
  readonly time: number;
  readonly truth: boolean | null;
  readonly list: readonly string[];
}

const MOST_ROWS = 4000;
const text = fc.oneof(fc.constantFrom("", "a", "eu-west-1"), fc.string({ unit: "binary", maxLength: 200 }));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const row: fc.Arbitrary<Cells> = fc.record({
  text: maybe(text),
  json: maybe(fc.constantFrom("{}", '{"a":[1,2]}', '"x"')),
  id: maybe(text),
  time: fc.integer({ min: -1e13, max: 1e14 }),
  truth: maybe(fc.boolean()),
  list: fc.array(fc.oneof(fc.constantFrom("", "db"), text), { maxLength: 4 }),
});

function newColumns() {
  return {
    text: new TextColumn("text", "UTF8"),
    json: new TextColumn("json", "JSON"),
    id: new UniqueTextColumn("id", MOST_ROWS),
    time: new TimeColumn("time", MOST_ROWS),
    truth: new BooleanColumn("truth", MOST_ROWS),
    list: new TextListColumn("list"),
  };
}

function fill(columns: ReturnType<typeof newColumns>, rows: readonly Cells[]): number {
  for (const [i, cells] of rows.entries()) {
    for (const name of ["text", "json", "id"] as const) {
      if (cells[name] !== null) columns[name].set(i, ...bytes(cells[name]));
    }
    columns.time.set(i, cells.time);
    if (cells.truth !== null) columns.truth.set(i, cells.truth);
    columns.list.add(cells.list.map((each) => columns.list.values.numberOfText(each)));
  }
  return rows.length;
}

async function roundTrip(groups: readonly (readonly Cells[])[]): Promise<readonly unknown[]> {
  const columns = newColumns();
  const read = await writeAndRead(
    Object.values(columns),
    groups.map((rows) => () => fill(columns, rows)),
  );
  return read.map(([text, json, id, time, truth, list]) => ({
    text,
    json,
    id,
    time: Date.parse(`${String(time).replace(" ", "T")}Z`),
    truth,
    list,
  }));
}

test("DuckDB reads what was written, whatever the values, nulls and row groups", async () => {
  // the time of a test is DuckDB's: many rows in few files
  const usualTime = row.map((cells) => ({ ...cells, time: Math.abs(cells.time) % 4e12 }));
  const groups = fc.sample(
    fc.array(fc.array(usualTime, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 }),
    {
      numRuns: 150,
      seed: 11,
    },
  );
  for (const each of groups) expect(await roundTrip(each)).toEqual(each.flat());
});

const plain = (text: string | null, id = text): Cells => ({ text, json: null, id, time: 0, truth: null, list: [] });

describe("shapes of columns", () => {
  test.each([
    ["only nulls", Array.from({ length: 1000 }, () => plain(null))],
    ["one value", Array.from({ length: 3000 }, () => plain("same"))],
    ["a value a row", Array.from({ length: 3000 }, (_, i) => plain(`value ${i}`))],
    ["a dictionary of more than 256 values", Array.from({ length: 4000 }, (_, i) => plain(`value ${i % 700}`))],
    ["nulls between", Array.from({ length: 3999 }, (_, i) => plain(i % 3 === 0 ? null : `value ${i % 5}`))],
    ["values that repeat a little", Array.from({ length: 4000 }, (_, i) => plain(`value ${Math.min(i, 3500)}`))],
    ["long values", Array.from({ length: 50 }, (_, i) => plain("x".repeat(100_000) + i))],
  ])("%s", async (_, rows) => {
    expect(await roundTrip([rows])).toEqual(rows);
  });

  test("long values that differ where they are not hashed", async () => {
    const rows = Array.from({ length: 2000 }, (_, i) => {
      const letters = "a".repeat(120).split("");
      for (let bit = 0; bit < 8; bit++) letters[4 + bit] = String.fromCharCode(97 + ((i >> bit) & 1));
      return plain(letters.join(""));
    });
    expect(await roundTrip([rows])).toEqual(rows);
  });
});

test("a file that is there is not overwritten", async () => {
  const columns = Object.values(newColumns());
  const { ParquetWriter } = await import("../../src/parquet/parquet-writer.ts");
  const { fileURLToPath } = await import("node:url");
  expect(() => new ParquetWriter(fileURLToPath(import.meta.url), columns)).toThrow("EEXIST");
});

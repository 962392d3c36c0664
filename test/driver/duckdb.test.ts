import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/driver/duckdb.ts";
import type { Row } from "../../src/ir/plan.ts";
import { folderOf } from "../cli/folder.ts";

const folder = folderOf();
let database: Database;

function open(path = ":memory:", memoryLimit = "1GB"): Promise<Database> {
  return openDatabase({ path, temporaryDirectory: join(folder, "spill"), memoryLimit, threads: 2 });
}

beforeAll(async () => {
  database = await open();
});

afterAll(() => database.close());

async function streamed(sql: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of database.stream(sql)) rows.push(row);
  return rows;
}

describe("cells", () => {
  test("are plain values: numbers, texts, booleans, lists of texts, epoch ms, null", async () => {
    const sql = `SELECT 1::BIGINT AS big, 2.5::DOUBLE AS double, 'x' AS text, TRUE AS truth, NULL AS nothing,
      ['a', 'b'] AS list, []::VARCHAR[] AS none, TIMESTAMP '2026-01-02 03:04:05.678' AS time,
      TIMESTAMP '1969-12-31 23:59:59.5' AS before, '{"a":1}'::JSON AS json`;
    const expected = {
      big: 1,
      double: 2.5,
      text: "x",
      truth: true,
      nothing: null,
      list: ["a", "b"],
      none: [],
      time: Date.parse("2026-01-02T03:04:05.678Z"),
      before: -500,
      json: '{"a":1}',
    };
    expect(await database.all(sql)).toEqual([expected]);
    expect(await streamed(sql)).toEqual([expected]);
  });

  test("of a type that no plan makes are a bug", async () => {
    await expect(database.all("SELECT INTERVAL 1 DAY AS x")).rejects.toThrow("bug: no cell");
  });

  test("keep texts whole: NUL, line breaks, characters above the basic plane, a megabyte", async () => {
    const [row] = await database.all(
      "SELECT 'a' || chr(0) || 'b' AS nul, chr(10) || chr(8232) AS breaks, chr(128512) AS high, repeat('é', 500000) AS long",
    );
    expect([row?.["nul"], row?.["breaks"], row?.["high"]]).toEqual(["a\0b", "\n\u2028", "\u{1f600}"]);
    expect(String(row?.["long"]).length).toBe(500_000);
  });
});

describe("streams", () => {
  test("deliver every row of many chunks, in order", async () => {
    const rows = await streamed("SELECT i::BIGINT AS i FROM range(10000) t(i) ORDER BY i");
    expect(rows.map((row) => row["i"])).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
  });

  test("stand side by side, may be left early, and of nothing end at once", async () => {
    const seen: unknown[] = [];
    for await (const outer of database.stream("SELECT i::BIGINT AS i FROM range(5000) t(i) ORDER BY i")) {
      for await (const inner of database.stream("SELECT 7 AS x FROM range(3000)")) {
        seen.push([outer["i"], inner["x"]]);
        break;
      }
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([
      [0, 7],
      [1, 7],
      [2, 7],
    ]);
    expect(await streamed("SELECT 1 AS x WHERE FALSE")).toEqual([]);
  });

  test("fail with the database's words", async () => {
    await expect(streamed("SELECT nothing FROM nowhere")).rejects.toThrow(/nowhere/);
    await expect(database.run("SELEC 1")).rejects.toThrow(/syntax error/i);
  });
});

describe("functions of our own", () => {
  test("java_text and ip_key take null and nonsense", async () => {
    const [row] = await database.all(
      `SELECT java_text('{"b":1,"a":[true,null]}') AS text, java_text(NULL) AS none, java_text('nonsense') AS bad,
        ip_key('10.0.0.1') AS v4, ip_key('x') AS no, ip_key(NULL) AS null_key`,
    );
    expect(row).toMatchObject({ text: "{a=[true], b=1}", none: null, v4: "00000000000000000000ffff0a000001" });
    expect([row?.["no"], row?.["null_key"]]).toEqual([null, null]);
  });

  test("th_ip_key is ip_key for every kind of text", async () => {
    const texts = ["10.0.0.1", "255.255.255.255", "::1", "2001:DB8::7", "::ffff:1.2.3.4", "1.2.3", "x", "", "1::2::3"];
    const rows = await database.all(
      `SELECT t, th_ip_key(t) IS NOT DISTINCT FROM ip_key(t) AS same FROM (VALUES ${texts.map((each) => `('${each}')`).join(", ")}) v(t)`,
    );
    expect(rows.filter((row) => row["same"] !== true)).toEqual([]);
  });
});

test("knows no time zone but UTC and loads no extension from the network", async () => {
  const [row] = await database.all(
    `SELECT current_setting('TimeZone') AS zone, current_setting('autoinstall_known_extensions') AS install,
      current_setting('autoload_known_extensions') AS load`,
  );
  expect(row).toEqual({ zone: "UTC", install: false, load: false });
  await expect(database.all("SELECT * FROM read_parquet('https://example.com/x.parquet')")).rejects.toThrow(/httpfs/);
});

test("of a file keeps what was written when it is closed and opened again", async () => {
  const path = join(folder, "kept.duckdb");
  const first = await open(path);
  await first.run("CREATE TABLE t AS SELECT 5 AS x");
  first.close();
  expect(existsSync(path)).toBe(true);
  const again = await open(path);
  expect(await again.all("SELECT x FROM t")).toEqual([{ x: 5 }]);
  again.close();
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/driver/duckdb.ts";
import type { Value } from "../../src/ir/expr.ts";
import type { CrowdedPlan, Plan, Row, SelectPlan, ThinnedPlan } from "../../src/ir/plan.ts";
import { duckdb } from "../../src/sql/dialect/duckdb.ts";
import { compilePlan } from "../../src/sql/plan.ts";
import { quoteText } from "../../src/sql/quote.ts";
import { crowdedRows, thinnedRows } from "../detect/sparse-rows.ts";

let directory: string;
let database: Database;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "trailhound-sparse-"));
  database = await openDatabase({ path: ":memory:", temporaryDirectory: directory, memoryLimit: "512MB", threads: 1 });
});

afterAll(async () => {
  database.close();
  await rm(directory, { recursive: true });
});

const columnOf = (column: string): Value => ({ kind: "column", column, type: "text", many: false });

function selectOf(width: number): SelectPlan {
  return {
    kind: "select",
    input: { kind: "events" },
    columns: [
      { name: "time", shape: "time" },
      { name: "id", shape: "scalar", value: columnOf("event_id") },
      { name: "a", shape: "scalar", value: columnOf("a") },
      { name: "b", shape: "list", value: columnOf("b") },
      { name: "slot", shape: "bucket", width },
    ],
  };
}

const cases = fc.record({
  events: fc.array(
    fc.record({
      time: fc.integer({ min: 0, max: 60 }),
      a: fc.constantFrom("x", "y", "it's"),
      b: fc.option(fc.constantFrom("1", "2")),
    }),
    { minLength: 10, maxLength: 50 },
  ),
  by: fc.constantFrom([], ["a"], ["a", "b"]),
  width: fc.integer({ min: 1, max: 12 }),
  span: fc.integer({ min: 0, max: 40 }),
  least: fc.integer({ min: 2, max: 6 }),
});

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

function relationOf(events: Case["events"]): string {
  const rows = events.map(({ time, a, b }, at) => {
    const cells = [
      `make_timestamp(${time * 1000})`,
      quoteText(`e${at}`),
      quoteText(a),
      b === null ? "NULL" : quoteText(b),
    ];
    return `(${cells.join(", ")})`;
  });
  return `(SELECT * FROM (VALUES ${rows.join(", ")}) t(event_time, event_id, a, b))`;
}

async function expectRows(
  events: Case["events"],
  plan: CrowdedPlan | ThinnedPlan,
  rowsOf: (all: readonly Row[]) => readonly Row[],
): Promise<number> {
  const run = (each: Plan) => database.all(compilePlan(each, duckdb, relationOf(events)));
  const ids = (rows: readonly Row[]) => rows.map((row) => String(row["id"])).sort();
  const rows = await run(plan);
  expect(ids(rows)).toEqual(ids(rowsOf(await run(plan.input))));
  for (const row of rows) expect(Object.keys(row).sort()).toEqual(["a", "b", "id", "slot", "time"]);
  return rows.length;
}

test("crowded: exactly the groups that have so many rows in buckets near each other", async () => {
  let kept = 0;
  for (const { events, by, width, span, least } of fc.sample(cases, { numRuns: 150, seed: 3 })) {
    const plan: CrowdedPlan = { kind: "crowded", input: selectOf(width), by, bucket: "slot", span, least };
    kept += await expectRows(events, plan, (all) => crowdedRows(plan, all));
  }
  expect(kept).toBeGreaterThan(100);
}, 60_000);

test("thinned: exactly the edges of buckets and what follows an opening", async () => {
  let dropped = 0;
  for (const { events, by, width, span, least } of fc.sample(cases, { numRuns: 150, seed: 4 })) {
    const times = { silence: 2 * width + least, width: span % 9 };
    const plan: ThinnedPlan = { kind: "thinned", input: selectOf(width), by, bucket: "slot", ...times };
    dropped += events.length - (await expectRows(events, plan, (all) => thinnedRows(plan, all)));
  }
  expect(dropped).toBeGreaterThan(50);
}, 60_000);

import { expect, test } from "vitest";
import { isSparse, isSummary, readFew } from "../../../src/engine/match/sparse-plans.ts";
import type { Plan, Row } from "../../../src/ir/plan.ts";

const events: Plan = { kind: "select", input: { kind: "events" }, columns: [{ name: "time", shape: "time" }] };
const crowded: Plan = { kind: "crowded", input: events, by: [], bucket: "bucket", span: 4, least: 2 };

test("a plan is sparse wherever it says which rows are not needed", () => {
  expect(isSparse({ kind: "sort", input: crowded, by: ["time"] })).toBe(true);
  expect(isSparse({ kind: "sort", input: events, by: ["time"] })).toBe(false);
});

test("an aggregate without groups is one row", () => {
  const count: Plan = { kind: "aggregate", input: events, by: [], measures: [{ name: "events", fn: "count" }] };
  expect(isSummary(count)).toBe(true);
  expect(isSummary({ ...count, by: ["time"] })).toBe(false);
  expect(isSummary(events)).toBe(false);
});

test("few rows are read, of more no more than tell that there are", async () => {
  let read = 0;
  async function* rows(most: number): AsyncGenerator<Row> {
    for (read = 0; read < most; ) {
      read++;
      yield { time: read };
    }
  }
  expect(await readFew(rows(20_000))).toHaveLength(20_000);
  expect(await readFew(rows(90_000))).toBeNull();
  expect(read).toBe(20_001);
});

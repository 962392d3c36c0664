import { expect, test } from "vitest";
import { checkLeftOver } from "../../../chaos/check/left-over.ts";

const PART = "events/day=2026-06-30/part-0.parquet";

test("the state and its parts may be there, and must", () => {
  expect(checkLeftOver(["state.duckdb", PART], [PART])).toEqual([]);
  expect(checkLeftOver(["state.duckdb"], [PART])).toEqual([`1 parts are missing: ${PART}`]);
});

test.each(["state.duckdb.wal", "serve.json", "incoming/x", "events/day=2026-06-30/part-1.parquet", "spill-12/x"])(
  "%s is left over",
  (file) => {
    expect(checkLeftOver(["state.duckdb", PART, file], [PART])).toEqual([`1 files are left over: ${file}`]);
  },
);

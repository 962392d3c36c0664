import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillLake } from "../../src/engine/fill-lake.ts";
import { RecordCache } from "../../src/engine/record-cache.ts";
import { newSeconds } from "../../src/engine/summary.ts";
import type { Plan } from "../../src/ir/plan.ts";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import { spanOf } from "../../src/lake/plan-span.ts";
import { folderOf } from "../cli/folder.ts";
import { read } from "../cli/records.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const EVENTS = 40;
const at = (number: number) => NOON + number * 1_000;

let lake: Lake;

beforeAll(async () => {
  const records = Array.from({ length: EVENTS }, (_, number) => read(`e${number}`, at(number)));
  const folder = folderOf({ "logs/1.json": JSON.stringify({ Records: records }) });
  lake = await openLake({ directory: join(folder, "lake"), memoryLimit: "500MB", threads: 1, kind: "temporary" });
  await fillLake(lake, [join(folder, "logs")], { seconds: newSeconds(), threads: 0 });
});

afterAll(() => lake.close());

const LATEST = { first: at(30), last: at(39) };
const ALL = { first: at(0), last: at(39) };

/** The ids that are found, and the first second of each span that was searched. */
async function asked(cache: RecordCache, ids: readonly string[], recent: typeof LATEST | null = LATEST) {
  const searched: (number | null)[] = [];
  const rows = (plan: Plan) => {
    const { from } = spanOf(plan);
    searched.push(from === null ? null : (from - NOON) / 1_000);
    return lake.rows(plan);
  };
  const found = await cache.read(ids, { rows, recent, within: ALL });
  for (const [id, record] of found) expect(record["eventID"]).toBe(id);
  return { found: [...found.keys()].sort(), searched };
}

test("the latest events are searched first, the others only for what is not among them", async () => {
  const cache = new RecordCache();
  expect(await asked(cache, ["e35", "e36"])).toEqual({ found: ["e35", "e36"], searched: [30] });
  expect(await asked(cache, ["e35", "e37", "e5"])).toEqual({ found: ["e35", "e37", "e5"], searched: [30, 0] });
  expect(await asked(cache, ["e5", "e5", "e6"], null)).toEqual({ found: ["e5", "e6"], searched: [0] });
  expect(await asked(cache, ["nowhere"])).toEqual({ found: [], searched: [30, 0] });
});

test("what is held is not searched for, until it may be another one", async () => {
  const cache = new RecordCache();
  const ids = Array.from({ length: EVENTS }, (_, number) => `e${number}`);
  expect((await asked(cache, ids)).found).toHaveLength(EVENTS);
  expect((await asked(cache, ids)).searched).toEqual([]);
  cache.clear();
  expect((await asked(cache, ["e1"])).searched).toEqual([30, 0]);
});

test("of more than it may hold, those that were not asked for longest go", async () => {
  const cache = new RecordCache(3);
  await asked(cache, ["e1", "e2", "e3"]);
  await asked(cache, ["e1"]);
  expect((await asked(cache, ["e4"])).found).toEqual(["e4"]);
  expect((await asked(cache, ["e1", "e3", "e4"])).searched).toEqual([]);
  expect((await asked(cache, ["e2"])).searched).toEqual([30, 0]);
});

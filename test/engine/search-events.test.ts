import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillLake } from "../../src/engine/fill-lake.ts";
import { type EventSearch, searchEvents } from "../../src/engine/search-events.ts";
import { newSeconds } from "../../src/engine/summary.ts";
import type { Plan } from "../../src/ir/plan.ts";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import { folderOf } from "../cli/folder.ts";
import { read } from "../cli/records.ts";
import { elastic } from "../cli/rules.ts";
import { ruleOf } from "./rules.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const ACCOUNTS = ["111111111111", "222222222222"];

let lake: Lake;

beforeAll(async () => {
  // Of each second four events, two of which have one id in two accounts; one in three is another call.
  const records = Array.from({ length: 240 }, (_, at) => ({
    ...read(`id-${at - (at % 2)}`, NOON + Math.floor(at / 4) * 1_000),
    recipientAccountId: ACCOUNTS[at % 2],
    eventName: at % 3 === 0 ? "GetParameters" : "GetParameter",
  }));
  const folder = folderOf({ "logs/1.json": JSON.stringify({ Records: records.reverse() }) });
  lake = await openLake({ directory: join(folder, "lake"), memoryLimit: "500MB", threads: 1, kind: "temporary" });
  await fillLake(lake, [join(folder, "logs")], { seconds: newSeconds(), threads: 0 });
});

afterAll(() => lake.close());

const { method } = ruleOf(elastic("x", { query: "event.action: GetParameter" }));
const PREDICATE = method.kind === "query" ? method.predicate : null;

async function found(search: Partial<EventSearch>, plans: Plan[] = []): Promise<readonly string[]> {
  const all: string[] = [];
  const rows = (plan: Plan) => {
    plans.push(plan);
    return lake.rows(plan);
  };
  const asked = {
    as: "cloudtrail",
    predicate: PREDICATE,
    range: { from: null, to: null },
    limit: null,
    ...search,
  } as const;
  for await (const { record } of searchEvents(asked, rows)) {
    const { eventTime, eventID, recipientAccountId, eventName } = JSON.parse(record);
    all.push([eventTime, eventID, recipientAccountId, eventName].join(" "));
  }
  return all;
}

test.each([
  ["all", {}],
  ["without a search", { predicate: null }],
  ["in a range", { range: { from: NOON + 10_000, to: NOON + 40_000 } }],
  ["in a range that begins long before", { range: { from: NOON - 3_600_000, to: NOON + 40_000 } }],
  ["in a range that ends long after", { range: { from: NOON, to: NOON + 3_600_000 } }],
])("a limit gives the first of what there is: %s", async (_name, search) => {
  const whole = await found(search);
  expect(whole.length).toBeGreaterThan(50);
  expect(whole).toEqual([...whole].sort());
  for (const limit of [1, 2, 3, 7, 50, whole.length, 1_000]) {
    expect(await found({ ...search, limit })).toEqual(whole.slice(0, limit));
  }
  expect(await found({ ...search, limit: 0 })).toEqual([]);
});

test("whole records are read for few events alone, and of many in one go", async () => {
  const few: Plan[] = [];
  await found({ limit: 3 }, few);
  expect(few.map((plan) => plan.kind === "sort" && [plan.input.kind, plan.most])).toEqual([
    ["select", 3],
    ["filter", undefined],
  ]);
  const many: Plan[] = [];
  await found({ limit: 5_000 }, many);
  expect(many.map((plan) => plan.kind === "sort" && [plan.input.kind, plan.most])).toEqual([["filter", 5_000]]);
});

test("what finds nothing reads no records, and what finds enough at the beginning looks no further", async () => {
  const kinds = async (range: EventSearch["range"], limit: number) => {
    const plans: Plan[] = [];
    const all = await found({ range, limit }, plans);
    return [all.length, ...plans.map((plan) => plan.kind === "sort" && plan.input.kind)];
  };
  expect(await kinds({ from: 0, to: 100 }, 10)).toEqual([0, "select", "select"]);
  expect(await kinds({ from: NOON, to: NOON + 3_600_000 }, 10)).toEqual([10, "select", "filter"]);
  expect(await kinds({ from: NOON, to: NOON + 60_000 }, 20)).toEqual([20, "select", "select", "filter"]);
});

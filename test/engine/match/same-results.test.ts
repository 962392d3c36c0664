import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TimeRange } from "../../../src/detect/detection.ts";
import { type EvaluatedRules, evaluateEach } from "../../../src/engine/evaluate-rules.ts";
import { fillLake } from "../../../src/engine/fill-lake.ts";
import { matchRules } from "../../../src/engine/match/match-rules.ts";
import { newSeconds } from "../../../src/engine/summary.ts";
import type { Plan, RunPlan } from "../../../src/ir/plan.ts";
import { type Lake, openLake } from "../../../src/lake/lake.ts";
import { simulate } from "../../../src/simulate/simulate.ts";
import { folderOf } from "../../cli/folder.ts";
import { RULES } from "./rule-pack.ts";

let lake: Lake;
let stored: { first: number; last: number };

beforeAll(async () => {
  const folder = folderOf({});
  await simulate({ out: join(folder, "logs"), days: 3, eventsPerDay: 1200, attacks: ["all"] });
  lake = await openLake({ directory: join(folder, "lake"), memoryLimit: "1GB", threads: 2, kind: "temporary" });
  const { stats } = await fillLake(lake, [join(folder, "logs")], { seconds: newSeconds(), threads: 0 });
  stored = { first: stats.first ?? 0, last: stats.last ?? 0 };
}, 120_000);

afterAll(() => lake.close());

/** Counts what goes to the lake. */
function counted(): { readonly rows: RunPlan; readonly plans: Plan[] } {
  const plans: Plan[] = [];
  return {
    plans,
    rows: (plan) => {
      plans.push(plan);
      return lake.rows(plan);
    },
  };
}

async function oneByOne(range: TimeRange): Promise<EvaluatedRules & { readonly plans: number }> {
  const { rows, plans } = counted();
  return { ...(await evaluateEach(RULES, { rows, range, stored })), plans: plans.length };
}

async function together(range: TimeRange, from: number | null, most?: number) {
  const { rows, plans } = counted();
  const matched = await matchRules(RULES, rows, { from, ...stored }, most);
  return { ...(await evaluateEach(RULES, { rows: matched, range, stored })), plans: plans.length };
}

function same(a: EvaluatedRules, b: EvaluatedRules): void {
  expect(a.evaluated.length).toBe(b.evaluated.length);
  for (const [at, each] of a.evaluated.entries()) expect(each, each.rule.id).toEqual(b.evaluated[at]);
  expect(a.failed).toEqual(b.failed);
}

describe("rules evaluated together find what they find one by one", () => {
  const all: TimeRange = { from: null, to: null };
  let alone: Awaited<ReturnType<typeof oneByOne>>;

  beforeAll(async () => {
    alone = await oneByOne(all);
  }, 300_000);

  test("something of every method, and what the database refuses", () => {
    const kinds = new Set(alone.evaluated.filter((each) => each.total > 0).map((each) => each.rule.method.kind));
    expect([...kinds].sort()).toEqual(
      ["anomaly", "datadog_threshold", "elastic_threshold", "new_terms", "new_value", "query"].sort(),
    );
    expect(alone.failed.map(({ rule }) => rule.id)).toEqual(["broken-1", "broken-2"]);
    expect(alone.evaluated.some((each) => each.missingGroup > 0)).toBe(true);
    expect(alone.evaluated.some((each) => each.suppressed > 0)).toBe(true);
  });

  test("all in memory, with a tenth of the statements", async () => {
    const found = await together(all, null);
    same(found, alone);
    expect(found.plans).toBeLessThan(alone.plans / 10);
  }, 300_000);

  test("when only few events may be held", async () => {
    same(await together(all, null, 300), alone);
  }, 300_000);

  test("in a range, with matches from its start only", async () => {
    const from = stored.first + Math.floor((stored.last - stored.first) / 2);
    const range = { from, to: from + 12 * 3_600_000 };
    const expected = await oneByOne(range);
    same(await together(range, from), expected);
    same(await together(range, null), expected);
  }, 300_000);
});

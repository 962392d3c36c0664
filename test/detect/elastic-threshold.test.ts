import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ElasticThresholdMethod } from "../../src/rule/rule.ts";
import { expectSame, settings } from "./compare.ts";
import { field, IS_X, run } from "./fixtures.ts";
import { type ElasticThresholdCase, elasticThresholdOracle } from "./oracle/elastic-threshold.ts";
import { histories } from "./oracle/history.ts";

function methodOf(rule: Pick<ElasticThresholdCase, "fields" | "value" | "cardinality">): ElasticThresholdMethod {
  return {
    kind: "elastic_threshold",
    predicate: IS_X,
    fields: rule.fields.map(field),
    value: rule.value,
    cardinality:
      rule.cardinality === null ? [] : [{ field: field(rule.cardinality.field), value: rule.cardinality.value }],
  };
}

function failure(id: string, time: number, item = "p") {
  return { event_id: id, time, kind: ["x"], user: ["ann"], item: [item] };
}

const SCHEDULE = { interval: 300, lookback: 540 };

describe("elastic threshold", () => {
  test("is what the oracle says on random histories", async () => {
    const rules = fc.record({
      fields: fc.constantFrom([], ["user"], ["user", "item"]),
      value: fc.integer({ min: 1, max: 4 }),
      cardinality: fc.option(fc.record({ field: fc.constant("item"), value: fc.integer({ min: 1, max: 3 }) })),
      interval: fc.constantFrom(20, 30, 50),
      lookback: fc.constantFrom(10, 30, 50, 60, 120),
    });
    await fc.assert(
      fc.asyncProperty(histories(10, 20), settings(10, 21), rules, async (events, setting, rule) => {
        await expectSame(methodOf(rule), events, elasticThresholdOracle(events, rule), setting, rule);
      }),
      { numRuns: 1_000 },
    );
  });

  test("counted events do not count again, further ones do", async () => {
    const events = [10, 20, 30, 310, 320, 330].map((time, index) => failure(`e${index}`, time));
    const rule = methodOf({ fields: ["user"], value: 3, cardinality: null });
    const { detections } = await run(rule, events, { from: null, to: null }, SCHEDULE);
    expect(detections.map((each) => [each.opened.key, each.time, each.events.ids, each.evidence])).toEqual([
      ["e0", 30, ["e0", "e1", "e2"], { kind: "threshold", counts: { events: 3 }, window: { from: -240, to: 300 } }],
      ["e3", 330, ["e3", "e4", "e5"], { kind: "threshold", counts: { events: 3 }, window: { from: 60, to: 600 } }],
    ]);
  });

  test("count and cardinality must both hold", async () => {
    const rule = methodOf({ fields: ["user"], value: 2, cardinality: { field: "item", value: 2 } });
    const same = [failure("a", 1), failure("b", 2), failure("c", 3)];
    expect((await run(rule, same, undefined, SCHEDULE)).detections).toEqual([]);
    const [found] = (await run(rule, [...same, failure("d", 4, "q")], undefined, SCHEDULE)).detections;
    expect(found?.evidence).toMatchObject({ counts: { events: 4, "cardinality(item)": 2 } });
  });

  test("a run that the range cuts is seen whole", async () => {
    const rule = methodOf({ fields: [], value: 2, cardinality: null });
    const events = [failure("a", 10), failure("b", 290)];
    expect((await run(rule, events, { from: 0, to: 100 }, SCHEDULE)).detections).toEqual([]);
    expect((await run(rule, events, { from: 280, to: 291 }, SCHEDULE)).detections).toHaveLength(1);
  });

  test("an event that lacks a field is counted as such", async () => {
    const rule = methodOf({ fields: ["user", "role"], value: 1, cardinality: null });
    const result = await run(rule, [failure("a", 10)], undefined, SCHEDULE);
    expect(result).toEqual({ detections: [], insufficientBaseline: 0, missingGroup: 1 });
  });
});

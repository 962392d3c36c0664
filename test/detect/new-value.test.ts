import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NewValueMethod } from "../../src/rule/rule.ts";
import { DAY } from "../../src/util/duration.ts";
import { expectSame, settings } from "./compare.ts";
import { field, IS_X, run } from "./fixtures.ts";
import { histories } from "./oracle/history.ts";
import { type NewValueCase, newValueOracle } from "./oracle/new-value.ts";

function methodOf(rule: NewValueCase): NewValueMethod {
  return {
    kind: "new_value",
    query: {
      label: "a",
      text: "",
      predicate: IS_X,
      groupBy: rule.groupBy.map(field),
      optionalGroups: rule.optionalGroups,
    },
    values: rule.values.map(field),
    status: "low",
    caseName: "new",
    windows: rule.windows,
    learning: rule.learning,
    forgetAfter: rule.forgetAfter,
    instantaneousBaseline: rule.instantaneousBaseline,
  };
}

const rules: fc.Arbitrary<NewValueCase> = fc.record({
  groupBy: fc.constantFrom([], ["user"], ["user", "size"]),
  optionalGroups: fc.boolean(),
  values: fc.constantFrom(["item"], ["item", "size"]),
  learning: fc.oneof(
    fc.constantFrom(0, 20, 50).map((duration) => ({ method: "duration" as const, duration })),
    fc.constantFrom(0 as const, 1 as const).map((values) => ({ method: "threshold" as const, values })),
  ),
  forgetAfter: fc.constantFrom(10, 40, 100),
  instantaneousBaseline: fc.boolean(),
  windows: fc.record({
    evaluationWindow: fc.constant(0),
    keepAlive: fc.constantFrom(0, 10, 30),
    maxSignalDuration: fc.constantFrom(0, 30, 80),
  }),
});

const LEARN_A_WEEK: NewValueCase = {
  groupBy: ["account"],
  optionalGroups: false,
  values: ["user"],
  learning: { method: "duration", duration: 7 * DAY },
  forgetAfter: 14 * DAY,
  instantaneousBaseline: false,
  windows: { evaluationWindow: 0, keepAlive: 0, maxSignalDuration: 0 },
};

function seen(id: string, day: number, users: readonly string[], account = "1") {
  return { event_id: id, time: day * DAY, kind: ["x"], user: users, account: [account] };
}

async function keys(rule: NewValueCase, events: readonly ReturnType<typeof seen>[]) {
  return (await run(methodOf(rule), events)).detections.map((each) => each.opened.key);
}

describe("new value", () => {
  test("is what the oracle says on random histories", async () => {
    await fc.assert(
      fc.asyncProperty(histories(10, 16), settings(10, 17), rules, async (events, setting, rule) => {
        await expectSame(methodOf(rule), events, newValueOracle(events, rule), setting);
      }),
      { numRuns: 1_200 },
    );
  });

  test("learns in silence, signals once, and again after forgetting", async () => {
    const events = [
      seen("learned", 0, ["ann"]),
      seen("new", 7, ["bob"]),
      seen("known", 8, ["bob"]),
      seen("still known", 14, ["ann"]),
      seen("forgotten", 30, ["ann"]),
    ];
    expect(await keys(LEARN_A_WEEK, events)).toEqual(["new", "forgotten"]);
  });

  test("learning is the rule's, not each group's", async () => {
    expect(await keys(LEARN_A_WEEK, [seen("a", 0, ["ann"]), seen("b", 9, ["ann"], "2")])).toEqual(["b"]);
  });

  test("with an instantaneous baseline all stored data counts as watched", async () => {
    const events = [{ ...seen("other", 0, ["ann"]), kind: ["y"] }, seen("first", 9, ["ann"])];
    expect(await keys(LEARN_A_WEEK, events)).toEqual([]);
    expect(await keys({ ...LEARN_A_WEEK, instantaneousBaseline: true }, events)).toEqual(["first"]);
  });

  test("several new values of an event are a signal each, or one while it is kept alive", async () => {
    const events = [seen("a", 0, ["ann"]), seen("b", 9, ["bob", "cid"])];
    expect(await keys(LEARN_A_WEEK, events)).toEqual(['["b","bob"]', '["b","cid"]']);
    const windows = { evaluationWindow: 0, keepAlive: DAY, maxSignalDuration: DAY };
    const { detections } = await run(methodOf({ ...LEARN_A_WEEK, windows }), events);
    expect(detections.map((each) => each.evidence)).toEqual([
      { kind: "new_value", values: [{ user: "bob" }, { user: "cid" }], previous: null, learnedSince: 0 },
    ]);
  });

  test("an event without a value is counted", async () => {
    const result = await run(methodOf(LEARN_A_WEEK), [seen("a", 0, [])]);
    expect(result).toEqual({ detections: [], insufficientBaseline: 0, missingGroup: 1 });
  });
});

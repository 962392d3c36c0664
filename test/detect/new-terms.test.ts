import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACTIVITY_WINDOW } from "../../src/detect/new-terms.ts";
import type { NewTermsMethod } from "../../src/rule/rule.ts";
import { DAY, HOUR } from "../../src/util/duration.ts";
import { expectSame, settings } from "./compare.ts";
import { field, IS_X, run } from "./fixtures.ts";
import { histories } from "./oracle/history.ts";
import { newTermsOracle } from "./oracle/new-terms.ts";

function newTerms(terms: readonly string[], history: number): NewTermsMethod {
  return { kind: "new_terms", predicate: IS_X, terms: terms.map(field), history };
}

function read(id: string, time: number, user: string | null = "ann") {
  return {
    event_id: id,
    time,
    kind: ["x"],
    user: user === null ? [] : [user],
    outcome: "success",
    secrets: [`s-${id}`],
  };
}

describe("new terms", () => {
  test("are what the oracle says on random histories", async () => {
    const rules = fc.record({
      terms: fc.constantFrom(["user"], ["user", "item"]),
      history: fc.integer({ min: 1, max: 12 }).map((steps) => steps * 5 * HOUR),
    });
    await fc.assert(
      fc.asyncProperty(histories(5 * HOUR, 16), settings(5 * HOUR, 17), rules, async (events, setting, rule) => {
        const expected = newTermsOracle(events, rule.terms, rule.history);
        await expectSame(newTerms(rule.terms, rule.history), events, expected, setting);
      }),
      { numRuns: 800 },
    );
  });

  test("exactly the history ago is still known, a millisecond more is new", async () => {
    const method = newTerms(["user"], 10 * DAY);
    const at = async (second: number) =>
      (await run(method, [read("a", 0), read("b", second)])).detections.map((each) => each.opened.key);
    expect(await at(10 * DAY)).toEqual(["a"]);
    expect(await at(10 * DAY + 1)).toEqual(["a", "b"]);
  });

  test("say when the values were seen before and how much history there was", async () => {
    const { detections } = await run(newTerms(["user"], 10 * DAY), [
      read("other", 0, "bob"),
      read("a", 4 * DAY),
      read("b", 15 * DAY),
    ]);
    expect(detections.map((each) => [each.opened.key, each.evidence])).toEqual([
      ["other", { kind: "new_terms", previous: null, history: { from: -10 * DAY, coverage: 0 } }],
      ["a", { kind: "new_terms", previous: null, history: { from: -6 * DAY, coverage: 0.4 } }],
      ["b", { kind: "new_terms", previous: 4 * DAY, history: { from: 5 * DAY, coverage: 1 } }],
    ]);
  });

  test("take in the burst of a day, also beyond the range's end", async () => {
    const events = [read("a", 100), read("b", 200), read("c", 99 + ACTIVITY_WINDOW), read("d", 100 + ACTIVITY_WINDOW)];
    const { detections } = await run(newTerms(["user"], 10 * DAY), events, { from: 0, to: 101 });
    expect(detections.map((each) => each.events)).toEqual([
      {
        total: 3,
        first: 100,
        last: 99 + ACTIVITY_WINDOW,
        ids: ["a", "b", "c"],
        secrets: ["s-a", "s-b", "s-c"],
        readers: [],
      },
    ]);
  });

  test("events before the range are history", async () => {
    const result = await run(newTerms(["user"], 10), [read("a", 1), read("b", 5)], { from: 2, to: null });
    expect(result.detections).toEqual([]);
  });

  test("an event without a term is counted, in the range only", async () => {
    const result = await run(newTerms(["user"], 10), [read("a", 1, null), read("b", 5, null)], { from: 2, to: null });
    expect(result).toEqual({ detections: [], insufficientBaseline: 0, missingGroup: 1 });
  });

  test("list the oldest hundred event ids and count all", async () => {
    const events = Array.from({ length: 130 }, (_, index) => read(`e${1000 + index}`, index));
    const [detection] = (await run(newTerms(["user"], DAY), events)).detections;
    expect(detection?.events.total).toBe(130);
    expect(detection?.events.ids).toEqual(events.slice(0, 100).map((event) => event.event_id));
    expect(detection?.events.secrets).toHaveLength(130);
  });
});

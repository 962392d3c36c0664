import { expect, test } from "vitest";
import { type ForecastOptions, forecast } from "../../../src/engine/backtest/forecast.ts";
import type { ForecastReport } from "../../../src/engine/backtest/forecast-report.ts";
import { weekNumbers } from "../../../src/engine/backtest/week-numbers.ts";
import { perWeekText } from "../../../src/report/terminal/backtest-forecast.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { HOUR } from "../../../src/util/duration.ts";
import { own } from "../../alert/suppression/made.ts";
import { read, user } from "../../cli/records.ts";
import { elastic } from "../../cli/rules.ts";
import { ruleOf } from "../rules.ts";
import { withScan } from "./scanned.ts";

const EVERY = ruleOf(elastic("every"));
const FIRST = ruleOf(
  elastic("first", { type: "new_terms", new_terms_fields: ["user.name"], history_window_start: "now-10d" }),
);
const START = Date.parse("2026-06-01T00:00:00Z");

/** Reads at these hours after the start, each by a user of its own. */
function of(
  hours: readonly number[],
  rules: readonly Rule[],
  more: Partial<ForecastOptions> = {},
): Promise<ForecastReport> {
  const records = hours.map((hour, n) => read(`e${n}`, START + hour * HOUR, { userIdentity: user(`u${n % 3}`) }));
  return withScan(records, [], [], ({ lake }) =>
    forecast({
      lake,
      parts: lake.parts(),
      rules,
      suppressions: [],
      searched: { lake: "lake" },
      top: 1,
      weeks: 4,
      ...more,
    }),
  );
}

/** One a day at noon for so many days. */
const daily = (days: number): number[] => Array.from({ length: days }, (_, day) => day * 24 + 12);

test("full weeks are counted back from the last midnight; what lies after it, and before the first week, does not count", async () => {
  const { weeks, range, rules, warnings } = await of([...daily(30), 5, 6], [EVERY]);
  expect(weeks).toEqual({ asked: 4, there: 4 });
  expect(range).toEqual({ from: "2026-06-02T00:00:00.000Z", to: "2026-06-30T00:00:00.000Z" });
  expect(rules[0]?.weeks.map(({ from, alerts }) => [from.slice(0, 10), alerts])).toEqual([
    ["2026-06-02", 7],
    ["2026-06-09", 7],
    ["2026-06-16", 7],
    ["2026-06-23", 7],
  ]);
  expect(rules[0]?.per_week).toEqual({ median: 7, min: 7, max: 7, mean: 7, weeks: 4 });
  expect(rules[0]?.entities).toMatchObject({ total: 3, noisiest: [{ alerts: 10 }] });
  expect(warnings).toEqual([]);
});

test("a lake that holds less than was asked for says so", async () => {
  const short = await of(daily(16), [EVERY]);
  expect([short.weeks.there, short.warnings]).toEqual([
    2,
    ["the lake holds 2 full weeks of the 4 that were asked for"],
  ]);
  const none = await of(daily(5), [EVERY]);
  expect(none).toMatchObject({ range: null, rules: [], weeks: { there: 0 } });
  expect(none.warnings).toEqual(["the lake does not hold a full week of events: there is nothing to count"]);
  expect((await of([], [EVERY])).warnings).toHaveLength(1);
});

test("weeks before which the rule's history is not there are marked, and do not count when others do", async () => {
  const { rules, warnings } = await of(daily(29), [FIRST]);
  expect(rules[0]?.weeks.map(({ full_history }) => full_history)).toEqual([false, false, true, true]);
  expect(rules[0]?.per_week).toEqual({ median: 0, min: 0, max: 0, mean: 0, weeks: 2 });
  expect(warnings).toEqual([
    "first looks 10d back, and the lake does not hold that much before the first 2 weeks, which therefore do not count",
  ]);
  const learning = await of(daily(9), [FIRST], { weeks: 1 });
  expect(learning.rules[0]?.per_week?.weeks).toBe(1);
  expect(learning.warnings[0]).toContain("still learning");
});

test("days without events are named", async () => {
  const hours = daily(29).filter((_, day) => day !== 10);
  const { days_without_events, warnings } = await of(hours, [EVERY], {
    // As a kept lake has it: a part for each day.
    parts: hours.map((hour) => {
      const time = START + hour * HOUR;
      return {
        name: `${hour}`,
        level: "day",
        events: 1,
        first: time,
        last: time,
        bytes: 1,
        jsonBytes: 1,
        superseded: 0,
      };
    }),
  });
  expect(days_without_events).toEqual(["2026-06-11"]);
  expect(warnings).toEqual(["1 of the 28 days have no events at all: logs may be missing"]);
});

test("suppressions and exceptions have their effect", async () => {
  const suppressions = [
    own({ id: "a", query: "identity.user: u0" }),
    own({ id: "b", appliesTo: "events", query: "user.name: u1" }),
  ];
  const { rules } = await of(daily(29), [EVERY], { suppressions });
  expect(rules[0]?.entities).toMatchObject({ total: 1, noisiest: [{ share: 1 }] });
});

test.each([
  [[], null],
  [[3], { median: 3, min: 3, max: 3, mean: 3, weeks: 1 }],
  [[5, 1], { median: 3, min: 1, max: 5, mean: 3, weeks: 2 }],
  [[9, 0, 1], { median: 1, min: 0, max: 9, mean: 3.33, weeks: 3 }],
])("numbers of the weeks %j", (counts, expected) => {
  expect(weekNumbers(counts)).toEqual(expected);
});

test.each([
  [[], "no full week to count"],
  [[0, 0], "no alert in 2 weeks"],
  [[12, 9, 20, 14], "about 13 alerts a week (9 to 20, in 4 weeks)"],
  [[0, 0, 0, 1], "less than one alert a week (0 to 1, in 4 weeks)"],
  [[0, 0, 0, 40], "none in most weeks, 10 alerts a week on the average (0 to 40, in 4 weeks)"],
])("%j in words", (counts, text) => {
  expect(perWeekText(weekNumbers(counts))).toBe(text);
});

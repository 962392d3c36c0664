import fc from "fast-check";
import { expect, test } from "vitest";
import { timeTicks } from "../../../../src/report/html/plot/time-ticks.ts";

function labels(from: string, to: string): readonly string[] {
  return timeTicks({ from: Date.parse(from), to: Date.parse(to) }).map(({ label }) => label);
}

test.each([
  ["2026-03-01T00:01:00Z", "2026-03-30T23:00:00Z", ["03-05", "03-12", "03-19", "03-26"]],
  ["2026-03-15T22:10:00Z", "2026-03-16T03:00:00Z", ["23:00", "03-16", "01:00", "02:00", "03:00"]],
  ["2026-03-15T10:00:00Z", "2026-03-15T10:02:00Z", ["10:00:00", "10:00:30", "10:01:00", "10:01:30", "10:02:00"]],
  ["2026-03-15T10:00:00Z", "2026-03-15T10:00:00Z", ["10:00"]],
])("%s to %s", (from, to, expected) => {
  expect(labels(from, to)).toEqual(expected);
});

test("any span has a few ticks inside it", () => {
  const time = fc.integer({ min: 0, max: 4e12 });
  fc.assert(
    fc.property(time, time, (a, b) => {
      const span = { from: Math.min(a, b), to: Math.max(a, b) };
      const ticks = timeTicks(span);
      expect(ticks.length).toBeLessThanOrEqual(7);
      for (const { time: at } of ticks) expect(at >= span.from && at <= span.to).toBe(true);
    }),
  );
});

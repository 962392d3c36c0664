import { expect, test } from "vitest";
import { anomalyPanels } from "../../../../src/report/html/evidence/anomaly-panels.ts";
import type { EvidenceOf } from "../../../../src/report/html/evidence/evidence-of.ts";
import { panelBars } from "../../../../src/report/html/evidence/panel-bars.ts";
import { DAY, HOUR, MINUTE } from "../../../../src/util/duration.ts";
import { anomaly } from "../../samples/sample-evidence.ts";

const evidence = anomaly(15) as EvidenceOf<"anomaly">;

test("a long series is shown whole and close up, with the window's bound spread over its buckets", () => {
  const [whole, close] = anomalyPanels(evidence);
  expect(whole?.title).toBe("The 14d before");
  expect([whole?.span.to, whole?.span.from].map(Number).reduce((to, from) => to - from)).toBe(14 * DAY);
  expect(close?.span).toEqual({
    from: Date.parse("2026-03-15T06:00:00.000Z"),
    to: Date.parse("2026-03-15T10:30:00.000Z"),
  });
  expect(close?.share).toBeCloseTo(21.6 / 6);
});

test("a short series has one plot", () => {
  const short = { ...evidence, baseline: evidence.baseline.slice(-20) };
  expect(anomalyPanels(short)).toHaveLength(1);
  expect(anomalyPanels({ ...evidence, baseline: [] })).toHaveLength(1);
});

test("so many points that bars could not be told apart become the highest of their neighbours", () => {
  const [whole, close] = anomalyPanels(evidence);
  if (whole === undefined || close === undefined) throw new Error("two panels are expected");
  const bars = panelBars(whole);
  expect(bars.slots.length).toBeLessThanOrEqual(300);
  expect([bars.highest, bars.usual]).toEqual([15, 3]);
  expect(panelBars(close).slots.filter(({ isInWindow }) => isInWindow)).toHaveLength(6);
  expect(close.span.to - close.span.from).toBe(4 * HOUR + 30 * MINUTE);
});

test("bars stay within the plot and do not overlap", () => {
  for (const panel of anomalyPanels(evidence)) {
    const { slots } = panelBars(panel);
    for (const [index, { from, to }] of slots.entries()) {
      expect(from).toBeGreaterThanOrEqual(slots[index - 1]?.to ?? 0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(1);
    }
  }
});

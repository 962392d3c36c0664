import fc from "fast-check";
import { expect, test } from "vitest";
import type { JudgedWindow } from "../../../src/detect/anomaly/judge-series.ts";
import { settledSignals } from "../../../src/detect/anomaly/settled-signals.ts";
import { signalsOf } from "../../../src/detect/anomaly/signals.ts";

const BUCKET = 10;

interface Draft {
  readonly gap: number;
  readonly isAnomalous: boolean;
  /** What was judged does not tell whether it is anomalous. */
  readonly isOpen: boolean;
  readonly sum: number;
}

function windowsOf(drafts: readonly Draft[], see: (draft: Draft) => Pick<JudgedWindow, "isAnomalous" | "isOpen">) {
  let bucket = 0;
  return drafts.map((draft): JudgedWindow => {
    bucket += draft.gap * BUCKET;
    return {
      point: { bucket, value: 1, last: bucket + 3 },
      start: bucket - BUCKET,
      end: bucket + BUCKET,
      sum: draft.sum,
      bound: { bound: 0, expected: 0, judgedBy: "own" },
      ...see(draft),
    };
  });
}

const drafts = fc.array(
  fc.record({
    gap: fc.integer({ min: 1, max: 4 }),
    isAnomalous: fc.boolean(),
    isOpen: fc.boolean().chain((rare) => (rare ? fc.boolean() : fc.constant(false))),
    sum: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 10, maxLength: 30 },
);

test("signals that are said to be known are those of the whole, whatever the unknown windows were", () => {
  const counts = { unknown: 0, found: 0, none: 0 };
  const timing = fc.record({
    evaluationWindow: fc.constant(2 * BUCKET),
    keepAlive: fc.integer({ min: 0, max: 4 }).map((buckets) => buckets * BUCKET),
    maxSignalDuration: fc.integer({ min: 0, max: 8 }).map((buckets) => buckets * BUCKET),
  });
  const cut = fc.integer({ min: 0, max: 8 });
  fc.assert(
    fc.property(drafts, timing, cut, fc.nat(20), fc.nat(10), (all, windows, unjudged, from, length) => {
      const truth = windowsOf(all, ({ isAnomalous }) => ({ isAnomalous, isOpen: false }));
      const seen = windowsOf(all, ({ isAnomalous, isOpen }) => ({ isAnomalous: isAnomalous && !isOpen, isOpen }));
      const judgedFrom = unjudged === 0 ? null : (truth[unjudged - 1]?.end ?? 0);
      const start = (judgedFrom ?? 0) + from * BUCKET;
      const range = { from: start, to: start + length * BUCKET };
      const expected = signalsOf(truth, windows).filter(
        ({ opened }) => opened.point.last >= range.from && opened.point.last < range.to,
      );
      const known = settledSignals(seen.slice(unjudged), judgedFrom, windows, range);
      if (known === null) {
        counts.unknown++;
        return;
      }
      expect(known.map(({ opened, last, peak }) => [opened.end, last, peak.end])).toEqual(
        expected.map(({ opened, last, peak }) => [opened.end, last, peak.end]),
      );
      if (known.length === 0) counts.none++;
      else counts.found++;
    }),
    { numRuns: 3_000 },
  );
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(40);
});

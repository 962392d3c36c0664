import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeSeries } from "../../../src/detect/anomaly/judge-series.ts";
import { lakeActivity } from "../../../src/detect/anomaly/lake-activity.ts";
import type { AnomalyOptions, Series } from "../../../src/detect/anomaly/series.ts";
import { signalsOf } from "../../../src/detect/anomaly/signals.ts";
import { DAY, HOUR, MINUTE } from "../../../src/util/duration.ts";
import { anomalyOracle } from "../oracle/anomaly.ts";

const BUCKET = 3 * HOUR;

const options: fc.Arbitrary<AnomalyOptions> = fc.record({
  percentile: fc.constantFrom(0.5, 0.9, 0.95, 0.995, 1),
  tolerance: fc.integer({ min: 1, max: 5 }),
  bucketDuration: fc.constant(BUCKET),
  learningDuration: fc.constantFrom(6 * HOUR, DAY, 7 * DAY),
  learningPeriodBaseline: fc.constantFrom(null, null, 0, 4),
  windows: fc.constantFrom(3, 6, 12).map((hours) => ({
    evaluationWindow: hours * HOUR,
    keepAlive: 12 * HOUR,
    maxSignalDuration: 12 * HOUR,
  })),
});

/** Up to 30 days of 3-hour buckets: quiet, a level, bursts, and a lake that is silent at times. */
const scenes = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.constant(0) },
        { weight: 6, arbitrary: fc.integer({ min: 1, max: 6 }) },
        { weight: 2, arbitrary: fc.integer({ min: 7, max: 90 }) },
      ),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 1, max: 6 }),
    ),
    { minLength: 10, maxLength: 80 },
  )
  .map((runs) => {
    const buckets = runs.flatMap(([value, gap, length]) => Array.from({ length }, () => ({ value, isGap: gap === 0 })));
    const placed = buckets.slice(0, 240).map((bucket, index) => ({ ...bucket, at: index * BUCKET }));
    return {
      lake: placed.filter(({ isGap, value }) => !isGap || value > 0).map(({ at }) => at),
      series: placed.filter(({ value }) => value > 0).map(({ at, value }) => ({ bucket: at, value, last: at + 1 })),
    };
  });

describe("judging a series", () => {
  test("is what the oracle says, window by window", () => {
    let judgedWindows = 0;
    let anomalous = 0;
    fc.assert(
      fc.property(scenes, options, ({ lake, series }, each) => {
        const judged = judgeSeries(series, lakeActivity(lake), each, null);
        const expected = anomalyOracle(series, lake, each);
        expect(judged.map(({ end, sum, isAnomalous }) => ({ end, sum, isAnomalous }))).toEqual(
          expected.map(({ end, sum, isAnomalous }) => ({ end, sum, isAnomalous })),
        );
        judged.forEach(({ bound, isAnomalous }, index) => {
          expect(bound === null).toBe(expected[index]?.bound === null);
          if (bound !== null) judgedWindows++;
          if (!isAnomalous) return;
          anomalous++;
          expect(bound?.bound).toBe(expected[index]?.bound);
          expect(bound?.expected).toBeCloseTo(expected[index]?.expected ?? -1, 6);
        });
      }),
      { numRuns: 400 },
    );
    expect(judgedWindows).toBeGreaterThan(1_000);
    expect(anomalous).toBeGreaterThan(100);
  });

  test("a higher tolerance flags no window that a lower one does not, and never makes more signals", () => {
    fc.assert(
      fc.property(scenes, options, ({ lake, series }, each) => {
        const runs = [1, 2, 3, 4, 5].map((tolerance) =>
          judgeSeries(series, lakeActivity(lake), { ...each, tolerance }, null),
        );
        runs.slice(1).forEach((higher, index) => {
          const lower = runs[index] ?? [];
          higher.forEach((window, at) => {
            if (window.isAnomalous) expect(lower[at]?.isAnomalous).toBe(true);
          });
          expect(signalsOf(higher, each.windows).length).toBeLessThanOrEqual(signalsOf(lower, each.windows).length);
        });
      }),
      { numRuns: 200 },
    );
  });

  test("less is never an anomaly: lowering the newest bucket of a quiet window keeps it quiet", () => {
    fc.assert(
      fc.property(scenes, options, fc.integer({ min: 0, max: 5 }), ({ lake, series }, each, less) => {
        const judged = judgeSeries(series, lakeActivity(lake), each, null);
        const last = judged.at(-1);
        const newest = series.at(-1);
        if (last === undefined || newest === undefined || last.isAnomalous) return;
        const lowered = [...series.slice(0, -1), { ...newest, value: Math.max(1, newest.value - less) }];
        expect(judgeSeries(lowered, lakeActivity(lake), each, null).at(-1)?.isAnomalous).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test("ten groups of eight busy weeks take seconds, not minutes", () => {
    const size = 5 * MINUTE;
    const lake = Array.from({ length: 56 * 288 }, (_, index) => index * size);
    const series: Series = lake.map((bucket, index) => ({ bucket, value: 1 + ((index * 7919) % 13), last: bucket }));
    const seed: AnomalyOptions = {
      percentile: 0.995,
      tolerance: 5,
      bucketDuration: size,
      learningDuration: DAY,
      learningPeriodBaseline: null,
      windows: { evaluationWindow: 30 * MINUTE, keepAlive: 30 * MINUTE, maxSignalDuration: 30 * MINUTE },
    };
    for (let group = 0; group < 10; group++) expect(judgeSeries(series, lakeActivity(lake), seed, null)).toBeDefined();
  });
});

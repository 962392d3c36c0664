import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Detection } from "../../src/detect/detection.ts";
import { capRuns, runOf } from "../../src/engine/runs.ts";
import { MINUTE } from "../../src/util/duration.ts";
import { makeDetection } from "../alert/fixtures.ts";

const FIVE = 5 * MINUTE;
const at = (time: number, suppressed = 0) => ({ detection: { ...makeDetection(), time } as Detection, suppressed });

test("a run is a slot of the interval since the epoch, its begin in it, its end not", () => {
  expect(runOf(0, FIVE)).toEqual({ from: 0, to: FIVE });
  expect(runOf(FIVE - 1, FIVE)).toEqual({ from: 0, to: FIVE });
  expect(runOf(FIVE, FIVE)).toEqual({ from: FIVE, to: 2 * FIVE });
  expect(runOf(-1, FIVE)).toEqual({ from: -FIVE, to: 0 });
});

describe("capRuns", () => {
  test("keeps the first of each run, and counts the others with what they stand for", () => {
    const all = [at(0), at(1, 3), at(2), at(3, 4), at(FIVE), at(2 * FIVE), at(2 * FIVE + 1), at(2 * FIVE + 2)];
    const { kept, overflows } = capRuns(all, FIVE, 2);
    expect(kept).toEqual([all[0], all[1], all[4], all[5], all[6]]);
    expect(overflows).toEqual([
      { run: { from: 0, to: FIVE }, count: 6 },
      { run: { from: 2 * FIVE, to: 3 * FIVE }, count: 1 },
    ]);
  });

  test("without a cap keeps all", () => {
    const all = [at(0), at(1)];
    expect(capRuns(all, FIVE, null)).toEqual({ kept: all, overflows: [] });
  });

  test("loses and invents none", () => {
    const some = fc.array(fc.tuple(fc.nat({ max: 10 * FIVE }), fc.nat({ max: 3 })), { maxLength: 40 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 5 }), (given, cap) => {
        const all = given.sort(([a], [b]) => a - b).map(([time, suppressed]) => at(time, suppressed));
        const { kept, overflows } = capRuns(all, FIVE, cap);
        const weight = (each: { suppressed: number }) => 1 + each.suppressed;
        const over = overflows.reduce((sum, each) => sum + each.count, 0);
        expect(kept.reduce((sum, each) => sum + weight(each), 0) + over).toBe(
          all.reduce((sum, each) => sum + weight(each), 0),
        );
        const perRun = new Map<number, number>();
        for (const each of kept) {
          const { from } = runOf(each.detection.time, FIVE);
          perRun.set(from, (perRun.get(from) ?? 0) + 1);
        }
        expect(Math.max(0, ...perRun.values())).toBeLessThanOrEqual(cap);
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import type { Detection } from "../../src/detect/detection.ts";
import { cutToRange } from "../../src/engine/cut-to-range.ts";
import type { Opening } from "../../src/engine/fold-detections.ts";
import { makeDetection } from "../alert/fixtures.ts";

const RUN = 100;

function at(time: number): Detection {
  return makeDetection({ time, opened: { time, key: `e${time}` } });
}

function opening([time = 0, ...others]: readonly number[], isSure: boolean): Opening {
  return { detection: at(time), others: others.map(at), suppressed: others.length, until: time + 500, isSure };
}

const sure = (...times: readonly number[]) => opening(times, true);
const unsure = (time: number) => opening([time], false);

/** From the middle of the first run on. */
function cut(openings: readonly Opening[], cap: number, strays: readonly number[] = [], to: number | null = null) {
  const rule = { schedule: { interval: RUN, lookback: RUN }, maxSignals: cap };
  const report = cutToRange({ openings, strays: strays.map(at) }, rule, { from: 50, to });
  if (report === null) return null;
  const { kept, suppressed, overflows, until } = report;
  const counts = overflows.map(({ run, count }) => `${run.from}: ${count}`);
  return { kept: kept.map(({ detection }) => detection.time), suppressed, overflows: counts, until };
}

describe("what was before makes no difference", () => {
  test("when it only concerns what lies before the range, below the cap", () => {
    const found = cut([unsure(10), sure(20, 60), sure(70)], 3, [30]);
    expect(found).toEqual({ kept: [70], suppressed: 1, overflows: [], until: 570 });
  });

  test("when the run was over its cap before the range either way", () => {
    const found = cut([sure(10), unsure(15), sure(20), sure(30), sure(60, 80)], 1);
    expect(found).toEqual({ kept: [], suppressed: 0, overflows: [], until: Number.NEGATIVE_INFINITY });
  });

  test("when it concerns another run", () => {
    const found = cut([unsure(10), unsure(20), sure(110), sure(120, 130)], 1);
    expect(found).toEqual({ kept: [110], suppressed: 0, overflows: ["100: 2"], until: 620 });
  });
});

describe("what was before makes a difference", () => {
  test("when a detection of the range may or may not open a window, also over the cap", () => {
    expect(cut([unsure(60)], 5)).toBeNull();
    expect(cut([sure(10), sure(20), unsure(60)], 1)).toBeNull();
  });

  test("when it is not known in whose window one lies", () => {
    expect(cut([sure(10)], 5, [60])).toBeNull();
  });

  test("when it decides about an alert of the range", () => {
    expect(cut([unsure(10), unsure(20), sure(60)], 1)).toBeNull();
  });

  test("when it decides whether the opening before the range of a detection in it is an alert", () => {
    expect(cut([unsure(10), sure(20, 60)], 1)).toBeNull();
    expect(cut([unsure(10), unsure(12), sure(20, 60)], 1)).toBeNull();
  });

  test("when it decides whether the first one over the cap lies in the range", () => {
    expect(cut([sure(10), unsure(20), sure(60)], 1)).toBeNull();
  });

  test("when it decides how many are over the cap of a run that goes on after the range", () => {
    expect(cut([sure(10), sure(60), unsure(80)], 1, [], 70)).toBeNull();
  });
});

describe("the time until which detections have a say", () => {
  test("is the last end of the windows of what is reported", () => {
    expect(cut([sure(10), sure(60), sure(90)], 100, [], 80)?.until).toBe(560);
  });

  test("is, for a run over its cap, that of all its windows, or its own end", () => {
    expect(cut([sure(10), sure(60), sure(90)], 1, [], 80)?.until).toBe(590);
    const windowless = { ...sure(60), until: Number.NEGATIVE_INFINITY };
    expect(cut([sure(10), windowless], 1, [], 80)?.until).toBe(RUN);
  });
});

import { describe, expect, test } from "vitest";
import { readMetrics } from "../../../chaos/play/api.ts";
import { eventReader } from "../../../chaos/soak/follow.ts";
import { exceeded } from "../../../chaos/soak/judge.ts";
import { figuresOf, type Measured } from "../../../chaos/soak/measured.ts";
import { readSoakOptions } from "../../../chaos/soak/options.ts";
import { percentile, slope } from "../../../chaos/soak/statistics.ts";
import { tableHead, tableLine } from "../../../chaos/soak/table.ts";

test("percentiles are values that occurred", () => {
  const values = Array.from({ length: 200 }, (_, i) => 200 - i);
  expect([0.5, 0.99, 1, 0].map((share) => percentile(values, share))).toEqual([100, 198, 200, 1]);
  expect(percentile([], 0.5)).toBeNull();
});

test("the slope is that of the line through the points", () => {
  const line = Array.from({ length: 10 }, (_, x) => ({ x, y: 3 * x + 7 }));
  expect(slope(line)).toBeCloseTo(3);
  expect(slope(line.map(({ x }) => ({ x, y: 5 })))).toBeCloseTo(0);
  expect(slope([{ x: 1, y: 1 }])).toBeNull();
});

const MB = 1024 * 1024;
const measured: Measured = {
  looks: Array.from({ length: 61 }, (_, at) => {
    return { at, files: at * 4, events: at * 100, memory: (100 + at) * MB, cpu: at / 2 };
  }),
  requests: { health: [{ at: 1, ms: 5 }], alerts: Array.from({ length: 99 }, (_, i) => ({ at: i / 2, ms: 10 })) },
  refused: 0,
  lags: [
    { at: 20, files: 2 },
    { at: 50, files: 8 },
  ],
  cutOff: [10, 61],
  alerts: [
    { at: 3, ms: 400 },
    { at: 70, ms: 9_000 },
  ],
  markers: 3,
};

test("figures are those of the span that is asked for", () => {
  const figures = figuresOf(measured, 0, 60);
  expect(figures).toMatchObject({
    seconds: 59,
    events: 5_900,
    events_per_second: 100,
    cores: 0.5,
    api: { count: 100, p50: 10, p99: 10, most: 10 },
    alert: { count: 1, p50: 400 },
    missing_alerts: 1,
    stream_returns: 1,
  });
  expect(figures.memory.slope).toBeCloseTo(60);
  expect(figures.lag.slope).toBeCloseTo(12);
  expect(tableLine(1, figures)).toHaveLength(tableHead().length);
});

describe("bounds", () => {
  const figures = { ...figuresOf(measured, 0, 60), missing_alerts: 0 };

  test("that hold are silent", () => {
    expect(exceeded(figures, { apiP99: 10, alertP50: 400, alertP99: 400, memorySlope: 61, lagSlope: 13 })).toEqual([]);
    expect(exceeded(figures, {})).toEqual([]);
  });

  test("that do not are named", () => {
    expect(exceeded(figures, { apiP99: 9, alertP50: 1, alertP99: 1, memorySlope: 50, lagSlope: 0 })).toEqual([
      "API p99 is 10.0 ms, above 9",
      "alert p50 is 400.0 ms, above 1",
      "alert p99 is 400.0 ms, above 1",
      "memory slope is 60.0 MB a minute, above 50",
      "lag slope is 12.0 files a minute, above 0",
    ]);
  });

  test("are not met by what was not measured", () => {
    const nothing = figuresOf({ ...measured, requests: {}, alerts: [] }, 0, 60);
    expect(exceeded({ ...nothing, missing_alerts: 2 }, { apiP99: 9, alertP99: 1 })).toEqual([
      "API p99 was not measured",
      "alert p99 was not measured",
      "2 alerts have not come",
    ]);
  });
});

test("events of a stream are put together from pieces", () => {
  const got: unknown[] = [];
  const read = eventReader((data) => got.push(data));
  for (const piece of ["retry: 1\n\n: beat\n\nid: 1\neve", `nt: alert\ndata: {"a":`, `1}\n\ndata: {"b":2}\n`, "\n"])
    read(piece);
  expect(got).toEqual([{ a: 1 }, { b: 2 }]);
});

test("metrics are read by name and labels", () => {
  const text = `# HELP a b\na{status="x y"} 3\nb 1.5\n\n`;
  expect(readMetrics(text)).toEqual(
    new Map([
      [`a{status="x y"}`, 3],
      ["b", 1.5],
    ]),
  );
});

test("options", () => {
  expect(readSoakOptions([])).toMatchObject({ minutes: 10, rate: 2_000, accounts: 4, bounds: {}, out: null });
  const args = ["--rate", "500", "--alert-p50", "2000", "--api-p99", "200"];
  expect(readSoakOptions(args)).toMatchObject({ rate: 500, bounds: { alertP50: 2_000, apiP99: 200 } });
  expect(() => readSoakOptions(["--rate", "0"])).toThrow("--rate must be a whole number from 1 to 100000");
});

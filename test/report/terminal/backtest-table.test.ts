import stringWidth from "string-width";
import { expect, test, vi } from "vitest";
import type { BacktestReport } from "../../../src/engine/backtest/backtest-report.ts";
import type { ForecastReport } from "../../../src/engine/backtest/forecast-report.ts";
import { forecastTable } from "../../../src/report/terminal/backtest-forecast.ts";
import { backtestTable } from "../../../src/report/terminal/backtest-table.ts";

const EVIL = "\u001b[2J\u202e\r\n\u0000x";
const NOISY = { total: 3, noisiest: [{ entity: { [EVIL]: EVIL.repeat(40), b: "c" }, alerts: 2, share: 0.5 }] };
const DETECTIONS = { total: 9, alerts: 4, suppressed: 3, over_cap: 2, summaries: 1 };
const SEVERITIES = { info: 0, low: 1, medium: 0, high: 4, critical: 0 };

const REPORT: BacktestReport = {
  range: { from: null, to: null },
  stored: { events: 5, first: "2026-01-01T00:00:00.000Z", last: "2026-06-01T00:00:00.000Z" },
  alerts: 5,
  detections: DETECTIONS,
  severities: SEVERITIES,
  days: [
    { day: "2026-01-01", alerts: 1 },
    { day: "2026-06-01", alerts: 4 },
  ],
  identities: NOISY,
  rules: ["a", "b"].map((id) => ({
    id,
    name: EVIL,
    enabled: false,
    alerts: 5,
    detections: DETECTIONS,
    severities: SEVERITIES,
    days: [],
    entities: NOISY,
    insufficient_baseline: 1,
    missing_group: 2,
  })),
  exceptions: [{ kind: "exception_item", name: EVIL, rule: EVIL, in_force: true, removes: 1, adds: 2 }],
  suppressions: [{ id: EVIL, kind: "own", holds: 3, removes: 1 }],
  failed: [{ id: EVIL, name: EVIL, reason: EVIL }],
};

const FORECAST: ForecastReport = {
  weeks: { asked: 4, there: 1 },
  range: { from: "2026-01-01T00:00:00.000Z", to: "2026-01-08T00:00:00.000Z" },
  stored: REPORT.stored,
  days_without_events: [],
  rules: [
    {
      id: EVIL,
      name: EVIL,
      enabled: true,
      weeks: [{ from: "2026-01-01T00:00:00.000Z", to: "2026-01-08T00:00:00.000Z", alerts: 3, full_history: false }],
      per_week: { median: 3, min: 3, max: 3, mean: 3, weeks: 1 },
      entities: NOISY,
    },
  ],
  failed: REPORT.failed,
  warnings: [EVIL],
};

test("hostile names are printed as text, and lines of numbers fit", () => {
  for (const width of [60, 100]) {
    const text = backtestTable(REPORT, { width, colour: false }) + forecastTable(FORECAST, { width, colour: false });
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{C}\u2028\u2029]/u);
    const numbers = text.split("\n").filter((line) => /█|%/.test(line));
    expect(numbers.length).toBeGreaterThan(4);
    for (const line of numbers) expect(stringWidth(line)).toBeLessThanOrEqual(width);
  }
});

test("of many days each line stands for several, and none is lost", () => {
  const text = backtestTable(REPORT, { width: 100, colour: false });
  const lines = text.split("\n").filter((line) => /^2026-\d\d-\d\d /.test(line));
  expect(lines).toHaveLength(38);
  expect(lines.reduce((sum, line) => sum + Number(line.slice(10, 22)), 0)).toBe(5);
  expect(text).toContain("each line stands for 4 days");
  expect(text).toContain("removes 1 alert, 2 alerts are there because of it");
  expect(text).toContain("hides 3 alerts, 2 of them also hidden by others");
});

test("colours are used when wanted, and never with NO_COLOR", () => {
  vi.stubEnv("NO_COLOR", "");
  expect(backtestTable(REPORT, { width: 100, colour: true })).toContain("\u001b[");
  expect(forecastTable(FORECAST, { width: 100, colour: true })).toContain("\u001b[");
  vi.stubEnv("NO_COLOR", "1");
  expect(backtestTable(REPORT, { width: 100, colour: true })).not.toContain("\u001b[");
  expect(forecastTable(FORECAST, { width: 100, colour: true })).not.toContain("\u001b[");
  vi.unstubAllEnvs();
});

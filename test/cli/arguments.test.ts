import { describe, expect, test } from "vitest";
import { sizeArgument } from "../../src/cli/size-argument.ts";
import { timeRange } from "../../src/cli/time-argument.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { DAY } from "../../src/util/duration.ts";

const NOW = Date.parse("2026-06-15T12:00:00Z");

describe("--from and --to", () => {
  test.each([
    ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02T03:04:05", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02T03:04:05.5+01:00", "2026-01-02T02:04:05.500Z"],
    ["2026-01-02", "2026-01-02T00:00:00.000Z"],
    ["now", "2026-06-15T12:00:00.000Z"],
    ["now-10d", "2026-06-05T12:00:00.000Z"],
    ["now-90m", "2026-06-15T10:30:00.000Z"],
  ])("%s", (text, iso) => {
    expect(new Date(timeRange({ from: text }, NOW).from ?? 0).toISOString()).toBe(iso);
  });

  test.each([
    "",
    "yesterday",
    "2026-1-2",
    "2026-02-30",
    "2026-02-30T00:00:00Z",
    "now+1d",
    "now-",
    "now-10",
    "1767323045",
  ])("%j is refused with what was expected", (text) => {
    expect(() => timeRange({ to: text }, NOW)).toThrow(UsageError);
    expect(() => timeRange({ to: text }, NOW)).toThrow(/^--to ".*": expected an ISO time/);
  });

  test("open ends, and none between them", () => {
    expect(timeRange({}, NOW)).toEqual({ from: null, to: null });
    expect(timeRange({ from: "now-1d", to: "now" }, NOW)).toEqual({ from: NOW - DAY, to: NOW });
    for (const from of ["now", "2026-06-16"]) {
      expect(() => timeRange({ from, to: "now" }, NOW)).toThrow("there is no time between them");
    }
  });
});

describe("sizes", () => {
  test.each([
    ["1", 1],
    ["512MB", 512 * 1024 ** 2],
    ["512 mb", 512 * 1024 ** 2],
    ["1GiB", 1024 ** 3],
    ["2g", 2 * 1024 ** 3],
    ["1TB", 1024 ** 4],
    ["10kB", 10 * 1024],
  ])("%s", (text, bytes) => {
    expect(sizeArgument("--memory", text)).toBe(bytes);
  });

  test.each(["", "0", "0GB", "-1GB", "1.5GB", "GB", "1PB", "1GBx", "1e9"])("%j is refused", (text) => {
    expect(() => sizeArgument("--memory", text)).toThrow(`--memory ${JSON.stringify(text)}: expected a size`);
  });
});

import { expect, test } from "vitest";
import { parseAgo } from "../../../../src/rule/format/elastic/date-math.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../../../src/util/duration.ts";

test.each([
  ["now", 0],
  ["now-6m", 6 * MINUTE],
  ["now-90s", 90 * SECOND],
  ["now-10d", 10 * DAY],
  ["now-2w", 14 * DAY],
  ["now-1h-5m", HOUR + 5 * MINUTE],
  ["now-1h+5m", HOUR - 5 * MINUTE],
  ["now+5m", -5 * MINUTE],
])("%s", (text, ago) => {
  expect(parseAgo(text)).toBe(ago);
});

test.each(["", "6m", "now-", "now-6", "now-6M", "now-1y", "now-6m/m", "now - 6m", "now-6mm", "-6m", "now-6ms"])(
  "%j is none",
  (text) => {
    expect(parseAgo(text)).toBeUndefined();
  },
);

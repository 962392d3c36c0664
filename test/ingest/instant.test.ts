import fc from "fast-check";
import { expect, test } from "vitest";
import { isInstant } from "../../src/ingest/instant.ts";

test.each([
  "2026-01-02T03:04:05Z",
  "2026-01-02T03:04:05.1Z",
  "2026-01-02T03:04:05.123456789Z",
  "2024-02-29T23:59:59Z",
  "2000-02-29T00:00:00Z",
  "2026-01-02T03:04:05+00:00",
  "2026-01-02T03:04:05.5-05:30",
])("%s is an instant", (text) => {
  expect(isInstant(text)).toBe(true);
});

test.each([
  "",
  "2026",
  "2026-01-02",
  "2026-01-02T03:04:05",
  "2026-01-02 03:04:05Z",
  "2026-01-02T03:04Z",
  "2026-1-2T03:04:05Z",
  "2026-02-29T00:00:00Z",
  "1900-02-29T00:00:00Z",
  "2026-04-31T00:00:00Z",
  "2026-00-10T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-01-00T00:00:00Z",
  "0000-01-01T00:00:00Z",
  "2026-01-02T24:00:00Z",
  "2026-01-02T03:60:05Z",
  "2026-01-02T03:04:60Z",
  "2026-01-02T03:04:05.Z",
  "2026-01-02T03:04:05.1234567890Z",
  "2026-01-02T03:04:05Zz",
  "2026-01-02T03:04:05+0000",
  "2026-01-02T03:04:05+16:00",
  "2026-01-02T03:04:05Z\n",
  "+2026-01-02T03:04:05Z",
  "२०२६-01-02T03:04:05Z",
])("%j is none", (text) => {
  expect(isInstant(text)).toBe(false);
});

test("every time that JavaScript prints is an instant", () => {
  const times = fc.date({
    noInvalidDate: true,
    min: new Date("1970-01-01T00:00:00Z"),
    max: new Date("9998-12-31T23:59:59Z"),
  });
  fc.assert(fc.property(times, (time) => isInstant(time.toISOString())));
});

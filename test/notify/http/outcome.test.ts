import { expect, test } from "vitest";
import { outcomeOf, waitOf } from "../../../src/notify/http/outcome.ts";
import { HOUR } from "../../../src/util/duration.ts";
import { NOW } from "../fixtures.ts";

test.each([
  [200, "sent"],
  [204, "sent"],
  [301, "refused"],
  [308, "refused"],
  [400, "refused"],
  [401, "refused"],
  [404, "refused"],
  [410, "refused"],
  [408, "retry"],
  [425, "retry"],
  [429, "retry"],
  [500, "retry"],
  [503, "retry"],
])("status %i: %s", (status, kind) => {
  expect(outcomeOf({ status, retryAfter: null, text: "" }, NOW).kind).toBe(kind);
});

test("Retry-After is a number of seconds or a date, at most an hour", () => {
  expect(waitOf("7", NOW)).toBe(7_000);
  expect(waitOf("Wed, 01 Jul 2026 12:00:30 GMT", NOW)).toBe(30_000);
  expect(waitOf("Wed, 01 Jul 2026 11:00:00 GMT", NOW)).toBe(0);
  expect(waitOf("999999999", NOW)).toBe(HOUR);
  expect(waitOf("soon", NOW)).toBeNull();
  expect(outcomeOf({ status: 503, retryAfter: "7", text: "" }, NOW)).toMatchObject({ kind: "retry", afterMs: 7_000 });
});

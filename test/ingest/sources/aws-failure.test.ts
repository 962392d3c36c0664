import { expect, test } from "vitest";
import { failureText, isMissing, objectReason } from "../../../src/ingest/sources/aws/aws-failure.ts";

function failure(name: string, httpStatusCode?: number): Error {
  return Object.assign(new Error("made up"), { name, $metadata: { httpStatusCode } });
}

test.each([
  [failure("NoSuchKey", 404), "gone"],
  [failure("AccessDenied", 403), "forbidden"],
  [failure("UnknownError", 403), "forbidden"],
  [failure("InvalidObjectState", 403), "in an archive storage class"],
  [failure("InvalidRequest", 400), "refused by the server"],
  [new URIError("URI malformed"), "refused by the server"],
])("%s is about the object: %s", (error, reason) => {
  expect(objectReason(error)).toBe(reason);
});

test.each([
  failure("ExpiredToken", 400),
  failure("InvalidAccessKeyId", 403),
  failure("SignatureDoesNotMatch", 403),
  failure("NoSuchBucket", 404),
  failure("SlowDown", 503),
  failure("TooManyRequests", 429),
  failure("InternalError", 500),
  failure("TimeoutError"),
  new Error("connect ECONNREFUSED"),
  "text",
])("%s is not about the object", (error) => {
  expect(objectReason(error)).toBe(null);
});

test("failures in words: one line, of bounded length", () => {
  expect(failureText(failure("A\nB"))).toBe("A B: made up");
  expect(failureText(new Error("x".repeat(9000)))).toHaveLength(300);
  const refused = Object.assign(new AggregateError([], ""), { code: "ECONNREFUSED" });
  expect(failureText(refused)).toBe("AggregateError: ECONNREFUSED");
  expect(isMissing(failure("NoSuchBucket", 404))).toBe(true);
  expect(isMissing(failure("AccessDenied", 403))).toBe(false);
});

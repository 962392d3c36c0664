import { expect, test } from "vitest";
import { regionOfQueue } from "../../../src/ingest/sources/aws/clients.ts";
import { isLogKey } from "../../../src/ingest/sources/aws/log-key.ts";
import { parseSource } from "../../../src/ingest/sources/parse-source.ts";
import { parseStart } from "../../../src/ingest/sources/parse-start.ts";
import { SourceError, sourceName } from "../../../src/ingest/sources/source-spec.ts";

const WEEK = { kind: "ago", ms: 7 * 86_400_000 };

test.each([
  ["dir:logs", { kind: "dir", path: "logs" }, "dir:logs"],
  ["dir:./logs/x/../", { kind: "dir", path: "logs" }, "dir:logs"],
  ["dir:/", { kind: "dir", path: "/" }, "dir:/"],
  ["s3://bucket", { kind: "s3", bucket: "bucket", prefix: "", start: WEEK }, "s3://bucket"],
  ["s3://my.bucket-1/a/b/", { kind: "s3", bucket: "my.bucket-1", prefix: "a/b", start: WEEK }, "s3://my.bucket-1/a/b"],
  [
    "sqs:https://sqs.eu-west-1.amazonaws.com/111111111111/trail",
    { kind: "sqs", url: "https://sqs.eu-west-1.amazonaws.com/111111111111/trail" },
    "sqs:https://sqs.eu-west-1.amazonaws.com/111111111111/trail",
  ],
])("%s", (text, spec, name) => {
  const parsed = parseSource(text);
  expect(parsed).toEqual(spec);
  expect(sourceName(parsed)).toBe(name);
});

test.each([
  ["", 'source "": expected dir:PATH, s3://BUCKET/PREFIX or sqs:QUEUE_URL'],
  ["./logs", "(a directory is dir:./logs)"],
  ["S3://bucket", 'did you mean "s3"'],
  ["sq:https://x/y", 'did you mean "s3" or "sqs"?'],
  ["https://sqs.eu-west-1.amazonaws.com/1/q", "a queue is sqs:https://sqs.eu-west-1.amazonaws.com/1/q"],
  ["dir:", "a directory is missing"],
  ["dir://logs", "without //"],
  ["s3:bucket", "a bucket is missing"],
  ["s3://", "a bucket is missing"],
  ["s3://Bucket/x", "a bucket's name has 3 to 63"],
  ["s3://bucket/x?region=eu-west-1", "options such as region and start are given in the configuration"],
  ["sqs:arn:aws:sqs:eu-west-1:1:q", "aws sqs get-queue-url"],
  ["sqs:queue", "expected the queue's URL"],
  ["sqs:https://host/", "the URL names no queue"],
  ["sqs:https://host/1/q?x=1", "a queue's URL has no ?"],
  ["dir:a\u0000b", "it holds control characters"],
  [`dir:${"x".repeat(5000)}`, "a source of 5004 characters"],
])("%j is refused", (text, message) => {
  expect(() => parseSource(text)).toThrow(SourceError);
  expect(() => parseSource(text)).toThrow(message);
});

test("a password in a URL is refused and not repeated", () => {
  for (const text of ["sqs:https://me:hush@host/1/q", "sqs:https://me:hush@", "https://me:hush@sqs.host/1/q"]) {
    let said = "";
    try {
      parseSource(text);
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain("SourceError");
    expect(said).not.toContain("hush");
  }
});

test("starts", () => {
  expect(parseStart("all")).toEqual({ kind: "all" });
  expect(parseStart("now")).toEqual({ kind: "ago", ms: 0 });
  expect(parseStart("now-36h")).toEqual({ kind: "ago", ms: 36 * 3_600_000 });
  expect(parseStart("2026-01-02")).toEqual({ kind: "at", time: Date.UTC(2026, 0, 2) });
  expect(parseStart("2026-01-02T03:04:05+01:00")).toEqual({ kind: "at", time: Date.UTC(2026, 0, 2, 2, 4, 5) });
  for (const wrong of ["", "yesterday", "now+1d", "2026-02-30", "ALL"])
    expect(() => parseStart(wrong)).toThrow("now-7d");
});

test("keys of logs", () => {
  const yes = [
    "AWSLogs/1/CloudTrail/r/2026/01/01/x.json.gz",
    "a/AWSLogs/o-1/1/CloudTrail/r/x.json",
    "x.json",
    "a/x.gz",
  ];
  const no = [
    "AWSLogs/1/CloudTrail-Digest/r/x.json.gz",
    "AWSLogs/1/CloudTrail-Insight/r/x.json.gz",
    "copy/CloudTrail-Digest/x.json.gz",
    "AWSLogs/1/Config/x.json.gz",
    "AWSLogs/1/CloudTrail/r/x.txt",
    "CloudTrail/",
  ];
  expect([...yes, ...no].filter(isLogKey)).toEqual(yes);
});

test("a queue's URL tells its region", () => {
  expect(regionOfQueue("https://sqs.us-gov-west-1.amazonaws.com/1/q")).toBe("us-gov-west-1");
  expect(regionOfQueue("https://sqs.cn-north-1.amazonaws.com.cn/1/q")).toBe("cn-north-1");
  expect(regionOfQueue("https://eu-west-1.queue.amazonaws.com/1/q")).toBe("eu-west-1");
  expect(regionOfQueue("https://vpce-0ab-c1d.sqs.eu-west-1.vpce.amazonaws.com/1/q")).toBe("eu-west-1");
  expect(regionOfQueue("http://127.0.0.1:9324/000000000000/q")).toBe(undefined);
});

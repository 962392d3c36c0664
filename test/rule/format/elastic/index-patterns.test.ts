import { expect, test } from "vitest";
import { canHoldCloudTrail } from "../../../../src/rule/format/elastic/index-patterns.ts";

test.each([
  "logs-aws.cloudtrail-*",
  "logs-aws.cloudtrail*",
  "logs-aws.cloudtrail-prod",
  "logs-*",
  "logs-aws*",
  "*",
  "*-prod",
  "filebeat-*",
  "filebeat-8.0.0-2026.01.01",
  "remote:filebeat-*",
  "*:logs-aws.*",
  "my-CloudTrail-index",
  "<logs-{now/d}>",
])("%s can", (pattern) => {
  expect(canHoldCloudTrail(pattern)).toBe(true);
});

test.each(["winlogbeat-*", "logs-endpoint.events.*", "logs-azure*", "filebeat", "auditbeat-*", "remote:packetbeat-*"])(
  "%s cannot",
  (pattern) => {
    expect(canHoldCloudTrail(pattern)).toBe(false);
  },
);

import { describe, expect, test } from "vitest";
import { toDocument } from "../../src/catalog/document.ts";
import { flattenDocument } from "../../src/catalog/flatten-document.ts";
import { parseRecord } from "../../src/catalog/parse-record.ts";
import { RECORDS, record } from "./records.ts";

const GOLDEN = [
  "parameter read by an instance",
  "denied, pruned values everywhere",
  "console login without MFA",
  "object copied",
];

describe.each(["ecs", "datadog"] as const)("%s document", (as) => {
  test.each(GOLDEN)("%s", async (name) => {
    const source = { geo: { country_iso_code: "SE" }, as: { number: 64496 } };
    const document = toDocument(RECORDS[name] ?? {}, as, { source, agent: { name: "aws-cli" } });
    const file = `goldens/${as}/${name.replaceAll(/[^a-zA-Z]+/g, "-")}.json`;
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(file);
  });
});

test("the cloudtrail document is the record", () => {
  const each = RECORDS["object copied"] ?? {};
  expect(toDocument(each, "cloudtrail")).toEqual(each);
});

test("numbers keep their text: as numbers where JavaScript prints the same, else as text", () => {
  const parsed = parseRecord('{"requestParameters":{"a":0.10,"b":12345678901234567890,"c":5,"d":1.5}}');
  const document = toDocument(parsed, "ecs");
  expect(document).toMatchObject({
    aws: {
      cloudtrail: {
        request_parameters: "{a=0.1, b=12345678901234567890, c=5, d=1.5}",
        flattened: { request_parameters: { a: "0.10", b: "12345678901234567890", c: 5, d: 1.5 } },
      },
    },
  });
});

test("a long object has its text form only", () => {
  const each = record("s3", "PutBucketPolicy", { requestParameters: { policy: "x".repeat(32_757) } });
  const names = [...flattenDocument(toDocument(each, "ecs")).keys()];
  expect(names).toContain("aws.cloudtrail.request_parameters");
  expect(names).not.toContain("aws.cloudtrail.flattened.request_parameters.policy");
});

test("UserAuthentication: the name moves from the additional data to the user", () => {
  const each = record("signin", "UserAuthentication", {
    userIdentity: { type: "IdentityCenterUser", onBehalfOf: { userId: "u-1" } },
    additionalEventData: { UserName: "bob@example.com", CredentialType: "EXTERNAL_IDP" },
  });
  const fields = flattenDocument(toDocument(each, "ecs"));
  expect(fields.get("user.name")).toEqual(["bob@example.com"]);
  expect(fields.get("user.email")).toEqual(["bob@example.com"]);
  expect(fields.get("user.id")).toEqual(["u-1"]);
  expect(fields.get("aws.cloudtrail.additional_eventdata")).toEqual(["{CredentialType=EXTERNAL_IDP}"]);
  expect(fields.has("aws.cloudtrail.flattened.additional_eventdata.UserName")).toBe(false);
});

test("a digest file", () => {
  const fields = flattenDocument(
    toDocument(
      {
        awsAccountId: "111122223333",
        digestStartTime: "2026-01-02T03:00:00Z",
        digestEndTime: "2026-01-02T04:00:00Z",
        digestS3Object: "AWSLogs/this.json.gz",
        previousDigestHashValue: "abc",
        logFiles: [{ s3Object: "a", hashValue: "1" }],
      },
      "ecs",
    ),
  );
  expect(fields.get("@timestamp")).toEqual(["2026-01-02T04:00:00.000Z"]);
  expect(fields.get("cloud.account.id")).toEqual(["111122223333"]);
  expect(fields.get("file.path")).toEqual(["AWSLogs/this.json.gz"]);
  expect(fields.get("related.hash")).toEqual(["abc"]);
  expect(fields.get("aws.cloudtrail.flattened.digest.start_time")).toEqual(["2026-01-02T03:00:00.000Z"]);
  expect(fields.get("aws.cloudtrail.flattened.digest.log_files.s3Object")).toEqual(["a"]);
});

test("an Insights record", () => {
  const details = { state: "Start", eventName: "GetParameter", insightContext: { statistics: { insightDuration: 5 } } };
  const fields = flattenDocument(toDocument({ eventType: "AwsCloudTrailInsight", insightDetails: details }, "ecs"));
  expect(fields.get("aws.cloudtrail.flattened.insight_details.eventName")).toEqual(["GetParameter"]);
  expect(fields.get("aws.cloudtrail.flattened.insight_details.insightContext.statistics.insightDuration")).toEqual([
    "5",
  ]);
  expect(fields.has("event.action")).toBe(false);
});

test("a time that is none is left out; the short form of old console logins is read", () => {
  const at = (creationDate: string): unknown =>
    flattenDocument(toDocument({ userIdentity: { sessionContext: { attributes: { creationDate } } } }, "ecs")).get(
      "aws.cloudtrail.user_identity.session_context.creation_date",
    );
  expect(at("20131102T010628Z")).toEqual(["2013-11-02T01:06:28.000Z"]);
  expect(at("2013-11-02T01:06:28+01:00")).toEqual(["2013-11-02T00:06:28.000Z"]);
  for (const wrong of ["yesterday", "2013-11-02", "2013-13-45T99:99:99Z", ""]) expect(at(wrong)).toBeUndefined();
});

test.each([
  ["numbers for objects", { userIdentity: 5, requestParameters: 7, resources: "x", tlsDetails: [] }],
  ["objects for texts", { eventName: { a: 1 }, eventSource: ["x"], eventTime: {}, sourceIPAddress: { b: 2 } }],
  ["lists of lists", { resources: [[{ ARN: "arn:x" }], null, 5], requestParameters: { userName: [["a"], [["b"]]] } }],
  ["nothing", {}],
])("a record with %s makes a document in every vocabulary", (_name, hostile) => {
  for (const as of ["ecs", "datadog", "cloudtrail"] as const) {
    expect(() => JSON.stringify(toDocument(hostile, as))).not.toThrow();
  }
});

import { describe, expect, test } from "vitest";
import { EVENT_COLUMNS } from "../../src/catalog/columns.ts";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import type { Binding, VocabularyName } from "../../src/ir/vocabulary.ts";
import { columnsOfValue } from "../../src/ir/walk.ts";

const NAMES = ["ecs", "datadog", "cloudtrail"] as const;

function bound(as: VocabularyName, name: string): Binding {
  const resolution = vocabularies[as].resolve(name);
  if (resolution.kind === "unknown") throw new Error(`${as} does not know ${name}: ${resolution.hint}`);
  return resolution.binding;
}

function hintOf(as: VocabularyName, name: string): string | undefined {
  const resolution = vocabularies[as].resolve(name);
  expect(resolution.kind, name).toBe("unknown");
  return resolution.kind === "unknown" ? resolution.hint : undefined;
}

describe.each(NAMES)("%s", (as) => {
  const listed = vocabularies[as].expand("*");
  const columns = new Set<string>(EVENT_COLUMNS.map(({ name }) => name));

  test("every listed name is there once, resolves to itself and reads columns that exist", () => {
    expect(new Set(listed.map(({ name }) => name)).size).toBe(listed.length);
    for (const binding of [...listed, vocabularies[as].everything, ...vocabularies[as].defaultFields]) {
      for (const column of columnsOfValue(binding.value))
        expect(columns.has(column), `${binding.name}: ${column}`).toBe(true);
    }
    for (const binding of listed) expect(bound(as, binding.name)).toBe(binding);
  });

  test("what an enrichment fills says so", () => {
    for (const { name, value, needs } of listed) {
      const read = columnsOfValue(value);
      expect({ name, needs }).toEqual({
        name,
        needs: read.includes("source_info") ? "ip" : read.includes("agent_info") ? "agent" : undefined,
      });
    }
  });

  test.each(["", ".", "*", "a".repeat(100_000), "__proto__", "constructor", "requestParameters..x", "@", "@."])(
    "a name like %.20j is unknown, at once",
    (name) => {
      expect(vocabularies[as].resolve(name).kind).toBe("unknown");
    },
  );
});

describe("ecs", () => {
  test("binds to columns, paths and Java text", () => {
    expect(bound("ecs", "event.action").value).toEqual({
      kind: "column",
      column: "event_name",
      type: "text",
      many: false,
    });
    expect(bound("ecs", "event.ingested")).toMatchObject({ type: "time", value: { column: "event_time" } });
    expect(bound("ecs", "source.ip").type).toBe("ip");
    expect(bound("ecs", "source.as.number")).toMatchObject({ type: "number", needs: "ip" });
    expect(bound("ecs", "aws.cloudtrail.read_only").type).toBe("boolean");
    expect(bound("ecs", "aws.cloudtrail.request_parameters").value).toEqual({
      kind: "pruned",
      value: { kind: "java_text", column: "request_parameters" },
    });
    expect(bound("ecs", "aws.cloudtrail.request_parameters.text").value).toEqual(
      bound("ecs", "aws.cloudtrail.request_parameters").value,
    );
    expect(bound("ecs", "aws.cloudtrail.flattened.request_parameters.x-amz-acl").value).toEqual({
      kind: "pruned",
      value: { kind: "path", column: "request_parameters", keys: ["x-amz-acl"] },
    });
  });

  test.each([
    ["event.acton", /"event\.action"/],
    ["aws.cloudtrail.user_identity.anr", /user_identity\.arn"/],
    ["agent.id", /shipper fills "agent"/],
    ["tags", /shipper fills "tags"/],
    ["aws.s3.bucket.name", /shipper fills "aws\.s3"/],
    ["aws.cloudtrail.flattened.digest.s3_bucket", /not stored/],
    ["aws.cloudtrail.flattened.insight_details", /not stored/],
    ["event.created", /@timestamp/],
    ["Event.Action", /"event\.action"/],
  ])("%s is unknown, with a hint", (name, hint) => {
    expect(hintOf("ecs", name)).toMatch(hint);
  });

  test.each([
    ["process.parent.name", /nothing fills "process"/],
    ["host.name", /nothing fills "host"/],
    ["event.severity", /nothing fills "event\.severity"/],
    ["source.port", /nothing fills "source\.port"/],
    ["error.code", /aws\.cloudtrail\.error_code/],
    ["message", /aws\.cloudtrail/],
  ])("%s is empty in every event, as it is in Elastic's, with a note", (name, note) => {
    const binding = bound("ecs", name);
    expect(binding).toMatchObject({ type: "text", value: { kind: "all", values: [] } });
    expect(binding.note).toMatch(note);
  });

  test("host.entity.id is filled although host is not", () => {
    expect(bound("ecs", "host.entity.id").note).toBeUndefined();
  });

  test.each([
    ["source.geo.*", 8],
    ["*.entity.id", 8],
    ["event.a*n", 1],
    ["event.action", 1],
    ["aws.cloudtrail.flattened.*", 4],
    ["aws.cloudtrail.flattened.request_parameters.*", 1],
    ["nothing.*", 0],
    ["*a*a*a*a*a*a*a*a*z", 0],
  ])("%s names %i fields", (pattern, count) => {
    expect(vocabularies.ecs.expand(pattern)).toHaveLength(count);
  });
});

describe("datadog", () => {
  test.each([
    ["@evt.name", "event_name"],
    ["@eventName", "event_name"],
    ["@userIdentity.arn", "identity_arn"],
    ["@userIdentity.session_name", "session_name"],
    ["@userIdentity.assumed_role", "role_name"],
    ["@usr.account_id", "identity_account"],
    ["@network.client.ip", "source_address"],
    ["@http.useragent", "user_agent"],
    ["@error.kind", "error_code"],
    ["@trailhound.secrets", "secrets"],
    ["account", "account"],
  ])("%s is the column %s", (name, column) => {
    expect(bound("datadog", name).value).toMatchObject({ kind: "column", column });
  });

  test.each([
    [
      "@userIdentity.sessionContext.attributes.mfaAuthenticated",
      "user_identity",
      "sessionContext attributes mfaAuthenticated",
    ],
    [
      "@requestParameters.ipPermissions.items.ipRanges.items.cidrIp",
      "request_parameters",
      "ipPermissions items ipRanges items cidrIp",
    ],
    ["@additionalEventData.MFAUsed", "additional_event_data", "MFAUsed"],
    ["@eventContext.tagContext", "rest", "eventContext tagContext"],
    ["@userIdentity.somethingThatAwsAdded.next", "user_identity", "somethingThatAwsAdded next"],
  ])("%s is a path", (name, column, keys) => {
    expect(bound("datadog", name).value).toEqual({ kind: "path", column, keys: keys.split(" ") });
  });

  test.each(["@threat_intel.results.category", "env", "team"])("%s is known, always missing, with a note", (name) => {
    expect(bound("datadog", name)).toMatchObject({
      value: { kind: "all", values: [] },
      note: expect.stringMatching(/always missing/),
    });
  });

  test.each([
    ["@eventname", /case-sensitive.*"@eventName"/],
    ["@userIdentity.anr", /"@userIdentity\.arn"/],
    ["@userIdentity.sessionContext", /is an object.*"@userIdentity\.sessionContext\./],
    ["@evt.nam", /"@evt\.name"/],
    ["@evt.outcome", /@error\.kind/],
    ["@usr.email", /@usr\.name/],
    ["eventName", /"@eventName"/],
    ["@network.client.geoip.as.number", /as\.name/],
    ["@madeUp.thing", /^undefined$/],
    ["madeup", /no tag "madeup"/],
  ])("%s is unknown, with a hint", (name, hint) => {
    expect(String(hintOf("datadog", name))).toMatch(hint);
  });

  test("a search without a field looks at the whole record", () => {
    expect(vocabularies.datadog.defaultFields.map(({ name }) => name)).toEqual(["message"]);
    expect(bound("datadog", "message").value).toBe(vocabularies.datadog.everything.value);
  });
});

describe("cloudtrail", () => {
  test("names are the record's own, case-sensitive", () => {
    expect(bound("cloudtrail", "eventName").value).toMatchObject({ column: "event_name" });
    expect(bound("cloudtrail", "requestParameters.name").value).toEqual({
      kind: "path",
      column: "request_parameters",
      keys: ["name"],
    });
    expect(hintOf("cloudtrail", "EventName")).toMatch(/case-sensitive.*"eventName"/);
    expect(hintOf("cloudtrail", "insightDetails.state")).toMatch(/not stored/);
    expect(hintOf("cloudtrail", "addendum")).toMatch(/is an object/);
  });
});

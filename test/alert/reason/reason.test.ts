import { describe, expect, test } from "vitest";
import { identityOf } from "../../../src/alert/identity.ts";
import { isPrintable } from "../../../src/alert/printable.ts";
import { reasonOf } from "../../../src/alert/reason/reason.ts";
import type { Detection, NewTermsEvidence } from "../../../src/detect/detection.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { DAY, MINUTE } from "../../../src/util/duration.ts";
import type { JsonObject } from "../../../src/util/json.ts";
import { ANOMALY, QUERY, WINDOWS } from "../datadog-rule.ts";
import {
  EVERYTHING,
  field,
  makeDetection,
  makeRecord,
  makeRule,
  START,
  secretRecord,
  userIdentity,
} from "../fixtures.ts";

function reason(
  detection: Partial<Detection>,
  rule: Partial<Rule> = {},
  records: readonly JsonObject[] = [makeRecord()],
) {
  return reasonOf({
    rule: makeRule(rule),
    detection: makeDetection(detection),
    identity: identityOf(records),
    records,
  });
}

function newTerms(over: Partial<NewTermsEvidence>): NewTermsEvidence {
  return { kind: "new_terms", previous: null, history: { from: START - 10 * DAY, coverage: 1 }, ...over };
}

const WHO = "arn:aws:sts::111122223333:assumed-role/deploy/ci-run-7";
const SHORT = "role deploy, session ci-run-7 (account 111122223333)";

describe("new terms", () => {
  test("never seen, history covered", () => {
    expect(reason({})).toBe(
      `${SHORT} read SSM parameters with decryption for the first time in 10d (never seen before in the stored events): 12 calls, 2 secrets, from 203.0.113.7`,
    );
  });

  test("seen before the history", () => {
    expect(reason({ evidence: newTerms({ previous: START - 12 * DAY }) })).toContain(
      "for the first time in 10d (last seen 2026-02-17T10:00:00.000Z)",
    );
  });

  test("half of the history is stored: says so", () => {
    const evidence = newTerms({ history: { from: START - 10 * DAY, coverage: 0.5 } });
    expect(reason({ evidence })).toContain(
      "for the first time in the 5d of earlier events that are stored (the rule looks back 10d: an earlier use would not be seen)",
    );
  });

  test("nothing earlier is stored: claims nothing", () => {
    const evidence = newTerms({ history: { from: START - 10 * DAY, coverage: 0 } });
    expect(reason({ evidence })).toContain("no earlier events are stored: whether it is new in 10d cannot be told");
  });

  test("terms that the subject does not say are named", () => {
    expect(reason({ entity: { "aws.cloudtrail.user_identity.arn": WHO, "cloud.region": "ap-east-1" } })).toContain(
      "with cloud.region ap-east-1 for the first time",
    );
  });
});

describe("what was done", () => {
  const query: Partial<Detection> = { evidence: { kind: "query" } };

  test("one call, without secrets and address", () => {
    const { sourceIPAddress, ...record } = makeRecord({ eventName: "PutUserPolicy", eventSource: "iam.amazonaws.com" });
    expect(sourceIPAddress).toBeDefined();
    const events = { ...makeDetection().events, total: 1, secrets: [] };
    expect(reason({ ...query, events }, {}, [record])).toBe(
      `${SHORT} called PutUserPolicy at 2026-03-01T10:00:00.000Z: 1 call`,
    );
  });

  test("without decryption, secrets, and both", () => {
    expect(reason(query, {}, [makeRecord({ requestParameters: { name: "x" } })])).toContain("read SSM parameters at");
    expect(reason(query, {}, [secretRecord()])).toContain("read Secrets Manager secrets at");
    expect(reason(query, {}, [makeRecord(), secretRecord()])).toContain("called GetParameter and GetSecretValue at");
  });

  test("failures are no reads", () => {
    const denied = makeRecord({ errorCode: "AccessDenied" });
    expect(reason(query, {}, [denied])).toContain("failed (AccessDenied) when it read SSM parameters");
  });

  test("many actions and addresses are summed up", () => {
    const records = ["A", "B", "C", "D", "E"].map((name, i) =>
      makeRecord({ eventName: name, sourceIPAddress: `203.0.113.${i}` }),
    );
    expect(reason(query, {}, records)).toContain("called A, B, C and 2 more");
    expect(reason(query, {}, records)).toContain("from 203.0.113.0, 203.0.113.1, 203.0.113.2 and 2 more");
  });

  test("a service in between and other identities are said", () => {
    const first = makeRecord({ userIdentity: userIdentity({ invokedBy: "cloudformation.amazonaws.com" }) });
    expect(reason(query, {}, [first, makeRecord()])).toContain(
      "user ana (account 111122223333) (through cloudformation.amazonaws.com) and 1 other ",
    );
  });

  test("event text is one line, shortened and printable", () => {
    const evil = userIdentity({ userName: `\u001b[2J\n\u202e${"x".repeat(5_000)}` });
    const text = reason(query, {}, [makeRecord({ userIdentity: evil })]);
    expect(isPrintable(text)).toBe(true);
    expect(text.length).toBeLessThan(500);
    expect(text).toContain("\\u001b[2J\\u000a\\u202e");
  });
});

describe("threshold", () => {
  const window = { from: START, to: START + 5 * MINUTE };

  test("Elastic", () => {
    const cardinality = [{ field: field("source.ip"), value: 2 }];
    const method = { kind: "elastic_threshold", predicate: EVERYTHING, fields: [], value: 20, cardinality } as const;
    const evidence = { kind: "threshold", counts: { events: 25, "cardinality(source.ip)": 3 }, window } as const;
    expect(reason({ entity: {}, evidence }, { method })).toContain(
      "All events together reached 25 events and cardinality(source.ip) 3 between 2026-03-01T10:00:00.000Z and 2026-03-01T10:05:00.000Z (the rule asks for 20 events and 2 distinct source.ip): 12 calls",
    );
  });

  test("Datadog says the case's condition", () => {
    const cases = [
      { name: "many", status: "high", condition: null, conditionText: "a > 10", notifications: [] },
    ] as const;
    const method = { kind: "datadog_threshold", queries: [QUERY], cases, windows: WINDOWS } as const;
    const evidence = { kind: "threshold", counts: { a: 12 }, window } as const;
    expect(reason({ entity: { "@userIdentity.arn": WHO }, evidence, caseName: "many" }, { method })).toContain(
      `${WHO} reached 12 distinct @requestParameters.name between`,
    );
    expect(reason({ evidence, caseName: "many" }, { method })).toContain("(the rule's condition is a > 10)");
    expect(reason({ evidence }, { method })).toContain("(the rule's condition)");
  });
});

describe("anomaly", () => {
  const evidence = {
    kind: "anomaly",
    observed: 57,
    expected: 3.25,
    bound: 8.123,
    window: { from: START, to: START + 30 * MINUTE },
    bucketDuration: 5 * MINUTE,
    percentile: 0.995,
    tolerance: 5,
    baseline: [],
  } as const;

  test.each([
    ["own", "percentile 99.5 of its own history"],
    ["peers", "percentile 99.5 of the other groups, as it has too little history of its own"],
    ["learning_period", "the rule's fixed bound, as it is still being learned"],
  ] as const)("judged by %s", (judgedBy, judge) => {
    const text = reason(
      { entity: { "@userIdentity.arn": WHO }, evidence: { ...evidence, judgedBy } },
      { method: ANOMALY },
    );
    expect(text).toBe(
      `${WHO}: 57 distinct @requestParameters.name in the 30m up to 2026-03-01T10:30:00.000Z; expected 3.25, needed 8.12 (${judge}; tolerance 5): 12 calls, 2 secrets, from 203.0.113.7`,
    );
  });
});

test("new value", () => {
  const evidence = {
    kind: "new_value",
    values: [{ "@userAgent": "curl/8" }],
    previous: null,
    learnedSince: START - DAY,
  } as const;
  expect(reason({ entity: { "@userIdentity.arn": WHO }, evidence })).toBe(
    `New for ${WHO}: @userAgent curl/8 (never seen before; values are learned since 2026-02-28T10:00:00.000Z): 12 calls, 2 secrets, from 203.0.113.7`,
  );
  expect(reason({ entity: {}, evidence: { ...evidence, previous: START - 9 * DAY } })).toContain(
    "New: @userAgent curl/8 (last seen 2026-02-20T10:00:00.000Z, forgotten since;",
  );
});

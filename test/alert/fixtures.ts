import type { Detection } from "../../src/detect/detection.ts";
import type { Field, Predicate } from "../../src/ir/expr.ts";
import type { Rule } from "../../src/rule/rule.ts";
import { source } from "../../src/source/source.ts";
import { nowhere } from "../../src/source/span.ts";
import { DAY, MINUTE } from "../../src/util/duration.ts";
import type { JsonObject } from "../../src/util/json.ts";

export const START = Date.parse("2026-03-01T10:00:00.000Z");
export const ROLE_ARN = "arn:aws:iam::111122223333:role/deploy";
export const SESSION_ARN = "arn:aws:sts::111122223333:assumed-role/deploy/ci-run-7";

export function field(name: string): Field {
  return { name, type: "text", value: { kind: "path", column: "rest", keys: name.split(".") }, span: nowhere };
}

export const EVERYTHING: Predicate = { kind: "constant", holds: true, span: nowhere };

export function makeRule(over: Partial<Rule> = {}): Rule {
  return {
    id: "a5f0c1de-0000-4000-8000-000000000001",
    name: "First decryption of parameters by an identity",
    description: "made up",
    format: "elastic-toml",
    vocabulary: "ecs",
    enabled: true,
    severity: "medium",
    riskScore: 47,
    tags: ["Domain: Cloud", "Tactic: Credential Access"],
    references: ["https://example.com/reference"],
    falsePositives: [],
    threat: [
      {
        framework: "MITRE ATT&CK",
        tactic: { id: "TA0006", name: "Credential Access", reference: "https://attack.mitre.org/tactics/TA0006/" },
        techniques: [
          {
            id: "T1555",
            name: "Credentials from Password Stores",
            reference: "https://attack.mitre.org/techniques/T1555/",
            subtechniques: [
              {
                id: "T1555.006",
                name: "Cloud Secrets Management Stores",
                reference: "https://attack.mitre.org/techniques/T1555/006/",
              },
            ],
          },
        ],
      },
    ],
    guide: { text: "## Triage\n\nAsk the owner.", isTemplate: false },
    method: {
      kind: "new_terms",
      predicate: EVERYTHING,
      terms: [field("aws.cloudtrail.user_identity.arn")],
      history: 10 * DAY,
    },
    schedule: { interval: 5 * MINUTE, lookback: 9 * MINUTE },
    maxSignals: 100,
    suppression: null,
    overrides: { severity: [], riskScore: null, ruleName: null },
    exceptions: [],
    title: { showsGroup: false },
    source: source("rules/made-up.toml", ""),
    raw: { name: "First decryption of parameters by an identity", type: "new_terms" },
    ...over,
  };
}

export function makeDetection(over: Partial<Detection> = {}): Detection {
  return {
    entity: { "aws.cloudtrail.user_identity.arn": SESSION_ARN },
    opened: { time: START, key: "event-1" },
    time: START,
    events: {
      total: 12,
      first: START,
      last: START + 4 * MINUTE,
      ids: ["event-1", "event-2"],
      secrets: ["/prod/db/password", "stripe"],
      readers: [],
    },
    severity: null,
    caseName: null,
    evidence: { kind: "new_terms", previous: null, history: { from: START - 10 * DAY, coverage: 1 } },
    ...over,
  };
}

export function roleIdentity(over: JsonObject = {}): JsonObject {
  return {
    type: "AssumedRole",
    principalId: "AROAEXAMPLE:ci-run-7",
    arn: SESSION_ARN,
    accountId: "111122223333",
    accessKeyId: "ASIAEXAMPLEKEY000001",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: "AROAEXAMPLE",
        arn: ROLE_ARN,
        accountId: "111122223333",
        userName: "deploy",
      },
    },
    ...over,
  };
}

export function userIdentity(over: JsonObject = {}): JsonObject {
  return {
    type: "IAMUser",
    principalId: "AIDAEXAMPLE",
    arn: "arn:aws:iam::111122223333:user/ana",
    accountId: "111122223333",
    accessKeyId: "AKIAEXAMPLEKEY000001",
    userName: "ana",
    ...over,
  };
}

export function makeRecord(over: JsonObject = {}): JsonObject {
  return {
    eventVersion: "1.08",
    eventID: "event-1",
    eventTime: "2026-03-01T10:00:00Z",
    eventSource: "ssm.amazonaws.com",
    eventName: "GetParameter",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.17.60",
    requestParameters: { name: "/prod/db/password", withDecryption: true },
    responseElements: null,
    recipientAccountId: "111122223333",
    userIdentity: roleIdentity(),
    ...over,
  };
}

export function secretRecord(over: JsonObject = {}): JsonObject {
  return makeRecord({
    eventID: "event-2",
    eventTime: "2026-03-01T10:04:00Z",
    eventSource: "secretsmanager.amazonaws.com",
    eventName: "GetSecretValue",
    requestParameters: { secretId: "stripe" },
    ...over,
  });
}

export const PATHS = ["logs/2026", "more logs"];

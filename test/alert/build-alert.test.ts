import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import { buildAlert } from "../../src/alert/build-alert.ts";
import { alertLine } from "../../src/alert/format/ndjson.ts";
import { overCapAlert } from "../../src/alert/over-cap.ts";
import { relatedIds } from "../../src/alert/relate.ts";
import type { Evidence } from "../../src/detect/detection.ts";
import { DAY, HOUR, MINUTE } from "../../src/util/duration.ts";
import { field, makeDetection, makeRecord, makeRule, PATHS, START, secretRecord } from "./fixtures.ts";
import { IDENTITIES } from "./respond/alerts.ts";

const schema = JSON.parse(readFileSync(new URL("../../docs/alert.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

function problems(alert: Alert): unknown {
  return validate(JSON.parse(alertLine(alert))) ? [] : validate.errors;
}

const window = { from: START, to: START + HOUR };
const EVIDENCE: readonly Evidence[] = [
  { kind: "query" },
  { kind: "new_terms", previous: START - 11 * DAY, history: { from: START - 10 * DAY, coverage: 0.25 } },
  { kind: "threshold", counts: { events: 25, "cardinality(source.ip)": 3 }, window },
  { kind: "new_value", values: [{ "@userAgent": "curl" }], previous: null, learnedSince: START - DAY },
  {
    kind: "anomaly",
    observed: 57,
    expected: 3,
    bound: 8,
    window,
    bucketDuration: 5 * MINUTE,
    judgedBy: "peers",
    percentile: 0.995,
    tolerance: 5,
    baseline: [[START - HOUR, 2]],
  },
];

const RECORDS = [makeRecord(), secretRecord()];

function built(evidence: Evidence = EVIDENCE[0] as Evidence): Alert {
  return buildAlert(makeDetection({ evidence }), makeRule(), RECORDS, { paths: PATHS });
}

describe("docs/alert.schema.json", () => {
  test.each(EVIDENCE)("holds for $kind", (evidence) => {
    expect(problems(built(evidence))).toEqual([]);
  });

  test.each(Object.keys(IDENTITIES))("holds for %s", (kind) => {
    const records = RECORDS.map((record) => ({ ...record, userIdentity: IDENTITIES[kind] ?? {} }));
    expect(problems(buildAlert(makeDetection(), makeRule(), records, { paths: PATHS }))).toEqual([]);
  });

  test("holds for over-cap alerts, related ones, and one without events", () => {
    expect(problems(overCapAlert(makeRule(), { ...window, overCap: 3 }))).toEqual([]);
    const other = buildAlert(makeDetection({ opened: { time: START, key: "x" } }), makeRule(), RECORDS, { paths: [] });
    const ids = relatedIds([built(), other]);
    const related = [built(), other].map((alert) => ({ ...alert, related: ids.get(alert.id) ?? [] }));
    expect(related.map((alert) => alert.related)).toEqual([[other.id], [built().id]]);
    expect(related.flatMap(problems)).toEqual([]);
    const events = { ...makeDetection().events, ids: [], secrets: [] };
    const empty = buildAlert(makeDetection({ events }), makeRule(), [], { paths: PATHS });
    expect(problems(empty)).toEqual([]);
    expect(empty).not.toHaveProperty("secrets");
  });

  test("refuses a field that it does not know", () => {
    expect(validate({ ...built(), more: 1 })).toBe(false);
  });
});

test("the same input gives the same bytes", () => {
  expect(alertLine(built())).toBe(alertLine(built()));
});

test("the id is that of rule, method, entity and what opened it, of nothing else", () => {
  const id = (over: Parameters<typeof makeDetection>[0], rule = makeRule()) =>
    buildAlert(makeDetection(over), rule, RECORDS, { paths: PATHS }).id;
  const same = id({});
  expect(same).toBe("906136951c33b0b517f0a343835f2642");
  expect(id({ time: START + DAY, severity: "high", evidence: { kind: "query" } })).toBe(same);
  expect(id({ opened: { time: START + 1, key: "event-1" } })).toBe(same);
  expect(id({}, makeRule({ name: "renamed", severity: "low" }))).toBe(same);
  const others = [
    id({ opened: { time: START, key: "event-9" } }),
    id({ entity: {} }),
    id({}, makeRule({ id: "other" })),
    id(
      {},
      makeRule({ method: { kind: "query", predicate: { kind: "constant", holds: true, span: { start: 0, end: 0 } } } }),
    ),
  ];
  expect(new Set([same, ...others]).size).toBe(5);
});

test("the order of an entity's fields does not matter for the id", () => {
  const id = (entity: Record<string, string>) =>
    buildAlert(makeDetection({ entity }), makeRule(), RECORDS, { paths: PATHS }).id;
  expect(id({ a: "1", b: "2" })).toBe(id({ b: "2", a: "1" }));
});

test("events, secrets and places", () => {
  const alert = built();
  expect(alert.events).toEqual({
    total: 12,
    first: "2026-03-01T10:00:00.000Z",
    last: "2026-03-01T10:04:00.000Z",
    ids: ["event-1", "event-2"],
    actions: ["secretsmanager:GetSecretValue", "ssm:GetParameter"],
    accounts: ["111122223333"],
    regions: ["eu-west-1"],
  });
  expect(alert.secrets).toEqual({ total: 2, names: ["/prod/db/password", "stripe"] });
});

test("at most 100 secret names are listed, all are counted", () => {
  const secrets = Array.from({ length: 130 }, (_, i) => `s${String(i).padStart(3, "0")}`);
  const events = { ...makeDetection().events, secrets };
  const alert = buildAlert(makeDetection({ events }), makeRule(), RECORDS, { paths: PATHS });
  expect(alert.secrets?.total).toBe(130);
  expect(alert.secrets?.names).toEqual(secrets.slice(0, 100));
});

test("account and region fall back on what the caller knows", () => {
  const { awsRegion, recipientAccountId, userIdentity, ...record } = makeRecord();
  expect([awsRegion, recipientAccountId, userIdentity]).not.toContain(undefined);
  const fallback = { account: "444455556666", region: "eu-north-1" };
  const { events } = buildAlert(makeDetection(), makeRule(), [record], { paths: PATHS, fallback });
  expect(events).toMatchObject({ accounts: ["444455556666"], regions: ["eu-north-1"] });
});

test("Elastic's overrides see the first event as ECS; a threshold only its group", () => {
  const overrides = {
    severity: [{ field: field("event.action"), value: "GetParameter", severity: "critical" }],
    riskScore: null,
    ruleName: field("source.address"),
  } as const;
  const alert = buildAlert(makeDetection(), makeRule({ overrides }), RECORDS, { paths: PATHS });
  expect(alert.rule).toMatchObject({ severity: "critical", name: "203.0.113.7" });
  const predicate = { kind: "constant", holds: true, span: { start: 0, end: 0 } } as const;
  const method = { kind: "elastic_threshold", predicate, fields: [], value: 1, cardinality: [] } as const;
  const grouped = buildAlert(makeDetection({ entity: {} }), makeRule({ overrides, method }), RECORDS, { paths: PATHS });
  expect(grouped.rule).toMatchObject({ severity: "medium", name: makeRule().name });
});

test("a line is one line, whatever the events hold", () => {
  const records = [makeRecord({ userAgent: "\u001b]0;x\u0007\n\u202e\u009b\u2028\ud800" })];
  const alert = buildAlert(makeDetection(), makeRule(), records, { paths: PATHS });
  const line = alertLine(alert);
  expect(line.slice(0, -1)).not.toMatch(/[\p{C}\u2028]/u);
  expect(line.endsWith("}\n")).toBe(true);
  expect(JSON.parse(line).identity.user_agents).toEqual(["\u001b]0;x\u0007\n\u202e\u009b\u2028\ud800"]);
});

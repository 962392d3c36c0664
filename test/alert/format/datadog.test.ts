import { expect, test } from "vitest";
import { buildAlert } from "../../../src/alert/build-alert.ts";
import { readPath } from "../../../src/alert/document/read-path.ts";
import { toDatadogSignal } from "../../../src/alert/format/datadog/datadog.ts";
import { mergeAttributes } from "../../../src/alert/format/datadog/merged-attributes.ts";
import { safeJson } from "../../../src/alert/format/safe-json.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { DAY, HOUR, MINUTE } from "../../../src/util/duration.ts";
import { ANOMALY, datadogRule, QUERY, WINDOWS } from "../datadog-rule.ts";
import { field, makeDetection, makeRecord, makeRule, PATHS, START, secretRecord } from "../fixtures.ts";

const RECORDS = [makeRecord(), makeRecord({ eventID: "event-1b" }), secretRecord()];
const ENTITY = { "@userIdentity.arn": "arn:aws:sts::111122223333:assumed-role/deploy/ci-run-7" };
const WINDOW = { from: START, to: START + HOUR };

test("threshold", async () => {
  const detection = makeDetection({
    entity: ENTITY,
    caseName: "many",
    severity: "high",
    evidence: { kind: "threshold", counts: { a: 12 }, window: WINDOW },
  });
  const alert = buildAlert(detection, datadogRule(), RECORDS, { paths: PATHS });
  const signal = safeJson(toDatadogSignal(alert, datadogRule(), RECORDS), 2);
  await expect(`${signal}\n`).toMatchFileSnapshot("goldens/datadog-threshold.json");
});

test("anomaly", () => {
  const detection = makeDetection({
    entity: ENTITY,
    evidence: {
      kind: "anomaly",
      observed: 57,
      expected: 3,
      bound: 8,
      window: WINDOW,
      bucketDuration: 5 * MINUTE,
      judgedBy: "own",
      percentile: 0.995,
      tolerance: 5,
      baseline: [],
    },
  });
  const rule = datadogRule({ method: ANOMALY });
  const signal = toDatadogSignal(buildAlert(detection, rule, RECORDS, { paths: PATHS }), rule, RECORDS);
  expect(readPath(signal, "attributes.attributes.workflow.rule.detectionMethod")).toEqual(["anomaly_detection"]);
  expect(readPath(signal, "attributes.attributes.queries.aggregationDetails.value")).toEqual(["57"]);
  expect(readPath(signal, "attributes.attributes.groupByPaths")).toEqual(["userIdentity.arn"]);
});

test("new value, and a rule of another format", () => {
  const method: Rule["method"] = {
    kind: "new_value",
    query: QUERY,
    values: [field("@userAgent"), field("@awsRegion")],
    status: "low",
    caseName: "",
    windows: WINDOWS,
    learning: { method: "duration", duration: DAY },
    forgetAfter: DAY,
    instantaneousBaseline: false,
  };
  const evidence = { kind: "new_value", values: [], previous: null, learnedSince: START } as const;
  const rule = datadogRule({ method });
  const alert = buildAlert(makeDetection({ evidence }), rule, RECORDS, { paths: PATHS });
  expect(readPath(toDatadogSignal(alert, rule, RECORDS), "attributes.attributes.queries.metric")).toEqual([
    "userAgent,awsRegion",
  ]);
  const elastic = buildAlert(makeDetection(), makeRule(), RECORDS, { paths: PATHS });
  const signal = toDatadogSignal(elastic, makeRule(), RECORDS);
  expect(readPath(signal, "attributes.attributes.groupByPaths")).toEqual(["aws.cloudtrail.user_identity.arn"]);
  expect(readPath(signal, "attributes.attributes.samples.id")).toEqual(["event-1", "event-2"]);
});

test("ten distinct values are kept, eleven are named and left out", () => {
  const documents = Array.from({ length: 11 }, (_, i) => ({
    a: { ten: i % 10, eleven: `v${i}` },
    same: "x",
    none: null,
  }));
  expect(mergeAttributes(documents)).toEqual({
    attributes: { a: { ten: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }, same: "x" },
    highCardinality: ["a.eleven"],
  });
});

test("lists open, kinds stay apart, and a leaf beside an object of its name is kept", () => {
  const documents = [
    { a: [{ b: 1 }, { b: "1" }], k: "leaf" },
    { a: { b: [2] }, k: { deep: true } },
  ];
  expect(mergeAttributes(documents).attributes).toEqual({ a: { b: [1, "1", 2] }, k: "leaf", "k.deep": true });
});

test("hostile keys are keys", () => {
  const document = JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":{"":{"b":1}}}',
  );
  const { attributes } = mergeAttributes([document]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(JSON.parse(JSON.stringify(attributes))).toEqual(document);
});

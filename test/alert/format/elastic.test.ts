import { expect, test } from "vitest";
import { buildAlert } from "../../../src/alert/build-alert.ts";
import { toElasticAlert } from "../../../src/alert/format/elastic/elastic.ts";
import { safeJson } from "../../../src/alert/format/safe-json.ts";
import { overCapAlert } from "../../../src/alert/over-cap.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { HOUR, MINUTE } from "../../../src/util/duration.ts";
import { EVERYTHING, field, makeDetection, makeRecord, makeRule, PATHS, START, secretRecord } from "../fixtures.ts";

const RECORDS = [makeRecord(), secretRecord()];

test("new terms", async () => {
  const rule = makeRule({
    suppression: {
      groupBy: [field("source.address"), field("cloud.region")],
      duration: null,
      missingFields: "suppress",
    },
  });
  const alert = buildAlert(makeDetection(), rule, RECORDS, { paths: PATHS, suppressed: 3 });
  const document = safeJson(toElasticAlert(alert, rule, RECORDS), 2);
  await expect(`${document}\n`).toMatchFileSnapshot("goldens/elastic-new-terms.json");
});

test("a threshold has its group's fields only", () => {
  const method: Rule["method"] = {
    kind: "elastic_threshold",
    predicate: EVERYTHING,
    fields: [field("user.name"), field("source.ip")],
    value: 20,
    cardinality: [{ field: field("event.action"), value: 2 }],
  };
  const rule = makeRule({ method });
  const detection = makeDetection({
    entity: { "user.name": "deploy", "source.ip": "203.0.113.7" },
    evidence: {
      kind: "threshold",
      counts: { events: 25, "cardinality(event.action)": 2 },
      window: { from: START, to: START + HOUR },
    },
  });
  const document = toElasticAlert(buildAlert(detection, rule, RECORDS, { paths: PATHS }), rule, RECORDS);
  expect(document).toMatchObject({
    user: { name: "deploy" },
    source: { ip: "203.0.113.7" },
    event: { kind: "signal" },
    "kibana.alert.threshold_result": {
      terms: [
        { field: "user.name", value: "deploy" },
        { field: "source.ip", value: "203.0.113.7" },
      ],
      cardinality: [{ field: "event.action", value: 2 }],
      count: 25,
      from: "2026-03-01T10:00:00.000Z",
    },
    "kibana.alert.original_time": new Date(START + 4 * MINUTE).toISOString(),
    "kibana.alert.rule.type": "threshold",
  });
  expect(document).not.toHaveProperty("aws");
  expect(document["kibana.alert.ancestors"]).toHaveLength(2);
});

test("the over-cap alert is one too", () => {
  const rule = makeRule({ raw: { building_block_type: "default" } });
  const document = toElasticAlert(overCapAlert(rule, { from: START, to: START + HOUR, overCap: 2 }), rule, []);
  expect(document["kibana.alert.reason"]).toContain("2 more detections");
  expect(document["kibana.alert.building_block_type"]).toBe("default");
  expect(document["kibana.alert.ancestors"]).toEqual([]);
});

test("keys of an entity that name a prototype are keys", () => {
  const rule = makeRule({
    method: { kind: "elastic_threshold", predicate: EVERYTHING, fields: [], value: 1, cardinality: [] },
  });
  const alert = buildAlert(makeDetection({ entity: JSON.parse('{"__proto__.polluted":"yes"}') }), rule, [], {
    paths: [],
  });
  toElasticAlert(alert, rule, []);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

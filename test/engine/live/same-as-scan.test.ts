import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/util/json.ts";
import { read, user } from "../../cli/records.ts";
import { datadog, elastic } from "../../cli/rules.ts";
import { ruleOf } from "../rules.ts";
import { essence, play, scanOf } from "./play.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const MINUTE = 60_000;

const RULES = [
  elastic("query", { query: "event.action: GetParameter and user.name: alice", max_signals: 2 }),
  elastic("suppressed", {
    alert_suppression: {
      group_by: ["user.name"],
      duration: { value: 10, unit: "m" },
      missing_fields_strategy: "suppress",
    },
  }),
  elastic("first-use", {
    type: "new_terms",
    new_terms_fields: ["user.name"],
    history_window_start: "now-2h",
    alert_suppression: { group_by: ["user.name"], missing_fields_strategy: "doNotSuppress" },
  }),
  elastic("many", { type: "threshold", threshold: { field: ["user.name"], value: 3 } }),
  datadog("signals", {
    cases: [
      { name: "many", status: "high", condition: "a > 2" },
      { name: "some", status: "low", condition: "a > 1" },
    ],
  }),
  datadog("new-value", {
    queries: [
      {
        query: "source:cloudtrail",
        groupByFields: ["@userIdentity.arn"],
        metric: "@awsRegion",
        aggregation: "new_value",
        metrics: ["@awsRegion"],
      },
    ],
    cases: [{ name: "", status: "medium" }],
    options: {
      detectionMethod: "new_value",
      keepAlive: 300,
      maxSignalDuration: 3600,
      newValueOptions: { forgetAfter: 1, learningMethod: "duration", learningDuration: 0 },
    },
  }),
  datadog("burst", {
    queries: [{ query: "source:cloudtrail", groupByFields: ["@userIdentity.arn"], aggregation: "count" }],
    cases: [{ name: "", status: "medium", condition: "a >= 0.99" }],
    options: {
      detectionMethod: "anomaly_detection",
      evaluationWindow: 900,
      keepAlive: 300,
      maxSignalDuration: 3600,
      anomalyDetectionOptions: {
        bucketDuration: 300,
        learningDuration: 1,
        detectionTolerance: 1,
        learningPeriodBaseline: 1,
      },
    },
  }),
].map(ruleOf);

/** A record: whose, when (minutes around noon), where, and a body that may contradict that of its copy. */
const record = fc
  .record({
    id: fc.integer({ min: 0, max: 60 }),
    minute: fc.integer({ min: -180, max: 180 }),
    name: fc.constantFrom("alice", "bob"),
    region: fc.constantFrom("eu-west-1", "us-east-1"),
    body: fc.constantFrom("a", "a", "a", "b"),
  })
  .map(({ id, minute, name, region, body }): JsonObject => {
    // Of one id the time is the same in all copies, mostly.
    const time = NOON + (body === "a" ? ((id * 37) % 360) - 180 : minute) * MINUTE;
    return read(`e${id}`, time, { userIdentity: user(name), awsRegion: region });
  });

const delivery = fc.record({
  files: fc.array(fc.array(record, { maxLength: 12 }), { minLength: 1, maxLength: 3 }),
  caughtUp: fc.boolean(),
  source: fc.constantFrom("dir:a", "dir:b"),
});

describe("a lake that is served", () => {
  test("has the alerts of a scan over the same files, after each delivery that is judged", {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(delivery, { minLength: 1, maxLength: 6 }), async (deliveries) => {
        const played = await play(RULES);
        try {
          for (const { files, ...options } of deliveries) await played.deliver(files, options);
          await played.deliver([], { source: "dir:a" });
          await played.deliver([], { source: "dir:b" });
          expect(essence(await played.alerts())).toEqual(essence(await scanOf(RULES, played)));
        } finally {
          await played.close();
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});

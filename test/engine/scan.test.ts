import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findAlerts } from "../../src/engine/alerts.ts";
import { type Scan, scan } from "../../src/engine/scan.ts";
import { partsOf, wantedColumns } from "../../src/engine/wanted-columns.ts";
import type { Rule } from "../../src/rule/rule.ts";
import { nowhere } from "../../src/source/span.ts";
import { folderOf } from "../cli/folder.ts";
import { read, trail, user } from "../cli/records.ts";
import { datadog, elastic } from "../cli/rules.ts";
import { ruleOf } from "./rules.ts";

const EVERY_READ = ruleOf(elastic("every-read"));
const NO_COLUMN = {
  name: "f",
  type: "text",
  value: { kind: "column", column: "no_such", type: "text", many: false },
  span: nowhere,
} as const;
const BROKEN: Rule = {
  ...EVERY_READ,
  id: "broken",
  method: { kind: "query", predicate: { kind: "exists", field: NO_COLUMN, span: nowhere } },
};

async function scanned<T>(rules: readonly Rule[], use: (found: Scan) => Promise<T>): Promise<T> {
  const folder = folderOf({
    "a.json": trail([
      read("e1", "2026-01-02T03:04:05Z"),
      read("e2", "2026-01-02T04:00:00Z", { userIdentity: user("bob") }),
    ]),
  });
  const done: string[] = [];
  const found = await scan({
    kind: "temporary",
    paths: [join(folder, "a.json")],
    rules,
    suppressions: [],
    range: { from: null, to: null },
    folder: join(folder, "lake"),
    lookUpIp: null,
    memoryLimit: "1GB",
    threads: 2,
    onRule: (at, total, name) => done.push(`${at} of ${total}: ${name}`),
  });
  try {
    expect(done).toEqual(rules.map((rule, n) => `${n} of ${rules.length}: ${rule.name}`));
    return await use(found);
  } finally {
    await found.lake.close();
  }
}

describe("scan", () => {
  test("a rule that the database refuses is named with the reason, and the others run", async () => {
    await scanned([BROKEN, EVERY_READ], async ({ failed, evaluated }) => {
      expect(failed.map(({ rule }) => rule.id)).toEqual(["broken"]);
      expect(failed[0]?.reason).toContain("no_such");
      expect(evaluated.map(({ rule, total }) => [rule.id, total])).toEqual([["every-read", 2]]);
    });
  });

  test("alerts come with their rule and the raw records behind them", async () => {
    await scanned([EVERY_READ], async ({ evaluated, lake }) => {
      const { alerts, suppressed } = await findAlerts({ evaluated, lake, paths: ["x"], suppressions: [] });
      const found = [];
      for await (const each of alerts) found.push(each);
      expect(suppressed).toBe(0);
      expect(
        found.map(({ alert, rule, records }) => [alert.events.ids, rule.id, records.map((each) => each["eventID"])]),
      ).toEqual([
        [["e1"], "every-read", ["e1"]],
        [["e2"], "every-read", ["e2"]],
      ]);
      expect(found[0]?.alert.related).toEqual([found[1]?.alert.id]);
    });
  });

  test("no rules and no events are fine", async () => {
    await scanned([], async ({ evaluated, failed, filled }) => {
      expect([evaluated, failed, filled.stats.events]).toEqual([[], [], 2]);
    });
  });
});

describe("the parts of a rule that read columns", () => {
  const columns = (rule: Rule) => [...wantedColumns([rule])].sort();

  test("of predicates, groups, overrides and suppressions", () => {
    const rule = ruleOf(
      elastic("all", {
        query: "event.action: x and user_agent.os.name: y",
        alert_suppression: { group_by: ["source.geo.country_iso_code"] },
        severity_mapping: [{ field: "aws.cloudtrail.error_code", operator: "equals", value: "a", severity: "high" }],
      }),
    );
    expect(columns(rule)).toEqual(["agent_info", "error_code", "event_name", "source_info"]);
  });

  test("of Datadog's queries: groups, distinct values and metrics", () => {
    const rule = ruleOf(
      datadog("abc-def-ghi", {
        queries: [
          {
            query: "@evt.name:x",
            groupByFields: ["@awsRegion"],
            aggregation: "cardinality",
            distinctFields: ["@network.client.geoip.country.name"],
          },
          {
            query: "@eventSource:y",
            groupByFields: ["@awsRegion"],
            aggregation: "max",
            metrics: ["@additionalEventData.n"],
          },
        ],
        cases: [{ status: "low", condition: "a > 1 && b > 1" }],
      }),
    );
    expect(columns(rule)).toEqual(["additional_event_data", "aws_region", "event_name", "event_source", "source_info"]);
    expect(partsOf(rule.method).predicates).toHaveLength(2);
  });
});

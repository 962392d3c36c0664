import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Scan, scan } from "../engine/scan.ts";
import type { Rule } from "../rule/rule.ts";
import { expandTestEvents } from "./expand-test-events.ts";
import type { RuleTest, TestFile } from "./test-file.ts";

export interface RuleTestResult {
  readonly test: string;
  /** One sentence each; none: the test passed. */
  readonly failures: readonly string[];
}

/** Runs one test of a rule over its own events, written to `folder` and scanned as any other logs. */
export async function runRuleTest(rule: Rule, test: RuleTest, file: TestFile, folder: string): Promise<RuleTestResult> {
  const { records, problems } = expandTestEvents(test, file.records);
  if (problems.length > 0) return { test: test.name, failures: problems };
  await mkdir(folder, { recursive: true });
  const logs = join(folder, "events.ndjson");
  await writeFile(logs, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  const scanned = await scan({
    paths: [logs],
    kind: "temporary",
    rules: [rule],
    suppressions: [],
    range: { from: test.expect.from, to: null },
    folder: join(folder, "lake"),
    lookUpIp: null,
    memoryLimit: "1GB",
    threads: 2,
  });
  await scanned.lake.close();
  const entities = scanned.evaluated.flatMap(({ kept }) => kept.map((each) => each.detection.entity));
  return { test: test.name, failures: [...unread(scanned), ...compare(test, entities)] };
}

/** Events that are no records, and a rule that the database refused. */
function unread({ filled, failed }: Scan): readonly string[] {
  const malformed = filled.report.records.malformed.map(({ reason, count }) => `${count} events: ${reason}`);
  return [...malformed, ...failed.map(({ reason }) => `the rule failed: ${reason}`)];
}

function compare({ expect }: RuleTest, entities: readonly Readonly<Record<string, string>>[]): readonly string[] {
  const { min, max } = expect.alerts;
  const wanted = min === max ? String(min) : `${min} to ${max}`;
  const listed =
    entities.length === 0
      ? ""
      : `: ${entities
          .slice(0, 5)
          .map((each) => JSON.stringify(each))
          .join(", ")}`;
  const count = entities.length;
  const counted = count >= min && count <= max ? [] : [`expected ${wanted} alerts, found ${count}${listed}`];
  const missing = expect.entities.filter((entity) => !entities.some((found) => includes(found, entity)));
  return [...counted, ...missing.map((entity) => `no alert for ${JSON.stringify(entity)}${listed}`)];
}

function includes(found: Readonly<Record<string, string>>, part: Readonly<Record<string, string>>): boolean {
  return Object.entries(part).every(([field, value]) => found[field] === value);
}

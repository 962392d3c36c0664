import { createHash } from "node:crypto";
import { evaluateRule } from "../engine/evaluate.ts";
import { openLake } from "../lake/lake.ts";
import type { Rule } from "../rule/rule.ts";
import { canonicalJson, type JsonObject } from "../util/json.ts";
import { expandTestEvents } from "./expand-test-events.ts";
import type { RuleTest, TestFile } from "./test-file.ts";

export interface RuleTestResult {
  readonly test: string;
  /** One sentence each; none: the test passed. */
  readonly failures: readonly string[];
}

/** Runs one test of a rule over its own events, in a lake in `folder`, as a scan would. */
export async function runRuleTest(rule: Rule, test: RuleTest, file: TestFile, folder: string): Promise<RuleTestResult> {
  const { records, problems } = expandTestEvents(test, file.records);
  if (problems.length > 0) return { test: test.name, failures: problems };
  const lake = await openLake({ directory: folder, memoryLimit: "1GB", threads: 2 });
  try {
    await lake.append(linesOf(records));
    const { first, last } = await lake.seal();
    const stored = first === null || last === null ? null : { first, last };
    const found = await evaluateRule(rule, { rows: lake.rows, range: { from: test.expect.from, to: null }, stored });
    const entities = found.kept.map((each) => each.detection.entity);
    return { test: test.name, failures: compare(test, entities) };
  } finally {
    await lake.close();
  }
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

/** As ingest writes them. */
function linesOf(records: readonly JsonObject[]): Uint8Array {
  const lines = records.map((record) => {
    const hash = createHash("sha256").update(canonicalJson(record)).digest("hex");
    return `${JSON.stringify({ _file: 0, ...(record["eventID"] ? {} : { _hash: `sha256:${hash}` }), ...record })}\n`;
  });
  return Buffer.from(lines.join(""));
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Alert } from "../../src/alert/alert.ts";
import type { Summary } from "../../src/engine/summary.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { folderOf } from "../cli/folder.ts";
import { jsonLines, runCli } from "../cli/run-cli.ts";

const RULES = join(import.meta.dirname, "../../rules");
export const VENDOR_ANOMALY = join(RULES, "datadog/ssm-parameter-enumeration-anomaly.json");
export const FIRST_READ_BY_ROLE = "0665721a-b162-41bc-89ce-77efbbc3a9ab";

export interface Scanned {
  readonly code: number;
  readonly alerts: readonly Alert[];
  readonly summary: Summary;
}

/** Scans with the built-in rules, or with others alone. */
export async function scan(path: string, ...rules: readonly string[]): Promise<Scanned> {
  const cwd = folderOf();
  const chosen = rules.length === 0 ? [] : ["--no-builtin", ...rules.flatMap((rule) => ["--rules", rule])];
  const ran = await runCli(["scan", path, ...chosen, "--format", "ndjson", "--summary", "summary.json"], { cwd });
  const summary: Summary = JSON.parse(readFileSync(join(cwd, "summary.json"), "utf8"));
  return { code: ran.code, alerts: jsonLines<Alert>(ran), summary };
}

export function calls(records: readonly JsonObject[], name: string): JsonObject[] {
  return records.filter((each) => each["eventSource"] === "ssm.amazonaws.com" && each["eventName"] === name);
}

/** The secrets of the SSM reads that an alert of this rule names. */
export function parametersOf(alerts: readonly Alert[], ruleId: string): string[] {
  const own = alerts.filter((alert) => alert.rule.id === ruleId && alert.events.actions.includes("ssm:GetParameters"));
  return own.flatMap((alert) => alert.secrets?.names ?? []);
}

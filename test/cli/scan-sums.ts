import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import type { Summary } from "../../src/engine/summary.ts";
import { folderOf } from "./folder.ts";
import { jsonLines, runCli } from "./run-cli.ts";

export interface Scanned {
  readonly alerts: readonly Alert[];
  readonly summary: Summary;
}

/** Scans log files with rule files (each its content), and holds what comes of it to law 4. */
export async function scan(files: Readonly<Record<string, string>>, ...rules: readonly string[]): Promise<Scanned> {
  const named = Object.entries(files).map(([name, content]) => [`logs/${name}`, content]);
  const ruleFiles = rules.map((content, n) => [`rules/${n}.ndjson`, content]);
  const cwd = folderOf(Object.fromEntries([...named, ...ruleFiles]));
  const options = ["--no-builtin", "--rules", "rules", "--format", "ndjson", "--summary", "summary.json"];
  const ran = await runCli(["scan", "logs", ...options], { cwd });
  const summary: Summary = JSON.parse(readFileSync(join(cwd, "summary.json"), "utf8"));
  checkSums(summary, jsonLines<Alert>(ran));
  return { alerts: jsonLines<Alert>(ran), summary };
}

/** Law 4, of any scan. */
function checkSums({ files, records, events, detections }: Summary, alerts: readonly Alert[]): void {
  const sum = (counts: readonly { readonly count: number }[]) => counts.reduce((all, { count }) => all + count, 0);
  expect(files.seen).toBe(files.read + files.skipped.length);
  expect(records.read).toBe(records.kept + records.duplicate + sum(records.malformed));
  expect(records.kept).toBe(events.total);
  expect(detections.total).toBe(detections.alerts + detections.suppressed + detections.over_cap);
  expect(alerts.filter(({ evidence }) => evidence.kind !== "over_cap")).toHaveLength(detections.alerts);
  expect(alerts.filter(({ evidence }) => evidence.kind === "over_cap")).toHaveLength(detections.summaries);
}

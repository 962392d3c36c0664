import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Alert } from "../../../src/alert/alert.ts";
import type { Suppression } from "../../../src/alert/suppression/compiled-own.ts";
import { findAlerts } from "../../../src/engine/alerts.ts";
import { type Scan, scan } from "../../../src/engine/scan.ts";
import { summarize } from "../../../src/engine/summarize.ts";
import type { Summary } from "../../../src/engine/summary.ts";
import { loadRules } from "../../../src/rule/load.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import type { JsonObject } from "../../../src/util/json.ts";
import { folderOf } from "../../cli/folder.ts";
import { trail } from "../../cli/records.ts";

export interface ScannedAlerts {
  readonly alerts: readonly Alert[];
  readonly summary: Summary;
  readonly counts: Readonly<Record<string, number>>;
}

const FOLDER = folderOf();

/** Scans records into a lake of its own and lets `use` look at it. */
export async function withScan<T>(
  records: readonly JsonObject[],
  rules: readonly Rule[],
  suppressions: readonly Suppression[],
  use: (scanned: Scan) => Promise<T>,
  range: { from: number | null; to: number | null } = { from: null, to: null },
): Promise<T> {
  const logs = folderOf({ "a.json": trail(records) });
  const scanned = await scan({
    kind: "temporary",
    paths: [join(logs, "a.json")],
    rules,
    suppressions,
    range,
    folder: mkdtempSync(join(FOLDER, "lake-")),
    lookUpIp: null,
    memoryLimit: "512MB",
    threads: 1,
  });
  try {
    return await use(scanned);
  } finally {
    await scanned.lake.close();
  }
}

/** The alerts of a scan, as the command would print them. */
export async function alertsOf(
  records: readonly JsonObject[],
  rules: readonly Rule[],
  suppressions: readonly Suppression[] = [],
  range?: { from: number | null; to: number | null },
): Promise<ScannedAlerts> {
  return withScan(
    records,
    rules,
    suppressions,
    async (scanned) => {
      const { evaluated, lake } = scanned;
      const found = await findAlerts({ evaluated, lake, paths: ["x"], suppressions });
      const alerts: Alert[] = [];
      for await (const { alert } of found.alerts) alerts.push(alert);
      const summary = summarize({ ...scanned, kept: null }, loadRules([]), found);
      return { alerts, summary, counts: found.suppressions };
    },
    range,
  );
}

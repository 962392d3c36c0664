import { writeFile } from "node:fs/promises";
import { actor } from "../catalog/derive.ts";
import type { FoundAlert } from "../engine/alerts.ts";
import type { Summary } from "../engine/summary.ts";
import type { RunPlan } from "../ir/plan.ts";
import { fittingRecords } from "../report/html/fitting-records.ts";
import { mostSevere } from "../report/html/most-severe.ts";
import { renderReport } from "../report/html/render-report.tsx";
import type { AlertMark, ReportedAlert } from "../report/html/report-data.ts";
import { reportLimits } from "../report/html/report-limits.ts";
import { ruleFacts } from "../report/html/rule-facts.ts";
import { timelineReader } from "./timeline-reader.ts";

/** Collects the alerts of a scan for its HTML report. */
export interface Report {
  add(found: Pick<FoundAlert, "alert" | "rule" | "records">): Promise<void>;
  /** Reads what the identities did around their alerts and writes the file. Once, before the lake is closed. */
  finish(summary: Summary): Promise<void>;
}

/** More would make a file that browsers open slowly; the most severe are kept and the rest is counted. */
const MOST_ALERTS = 500;

type Collected = Omit<ReportedAlert, "timeline"> & { readonly actor: string | null };

/** Memory stays bounded: at most MOST_ALERTS alerts are held, with the part of their records that the report can show. */
export function newReport(path: string, rows: RunPlan): Report {
  const kept = mostSevere<Collected>(MOST_ALERTS);
  const all: AlertMark[] = [];
  return {
    add: async ({ alert, rule, records }) => {
      const { severity } = alert.rule;
      const { rawText } = reportLimits(kept.count() + 1);
      const [first] = records;
      all.push({ time: Date.parse(alert.time), severity });
      kept.add(severity, {
        alert,
        rule: ruleFacts(rule),
        records: fittingRecords(records, rawText),
        actor: first === undefined ? null : (actor(first) ?? null),
      });
    },
    finish: async (summary) => {
      const read = timelineReader(rows);
      const alerts: ReportedAlert[] = [];
      for (const { actor: by, ...collected } of kept.items()) {
        alerts.push({ ...collected, timeline: await read(by, collected.alert) });
      }
      await writeFile(path, renderReport({ summary, alerts, all }));
    },
  };
}

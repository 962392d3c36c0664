import { isoTime } from "../alert/iso-time.ts";
import type { LoadedRules } from "../rule/loaded-rules.ts";
import type { FoundAlerts } from "./alerts.ts";
import type { Evaluated } from "./evaluate.ts";
import type { FailedRule } from "./evaluate-rules.ts";
import type { Filled } from "./fill-lake.ts";
import type { Scan } from "./scan.ts";
import type { KeptLake, Seconds, Summary } from "./summary.ts";

export interface Scanned {
  readonly filled: Filled;
  /** Null unless the events were added to a kept lake. */
  readonly kept: KeptLake | null;
  readonly evaluated: readonly Evaluated[];
  readonly failed: readonly FailedRule[];
  readonly seconds: Seconds;
}

/** What suppressions took out of the alerts, which is known only after they were built. */
export type AlertCounts = Pick<FoundAlerts, "suppressed" | "suppressions">;

export function summarize(scanned: Scanned, loaded: LoadedRules, counts: AlertCounts): Summary {
  const { filled, kept, evaluated, failed, seconds } = scanned;
  const { report, stats, committed } = filled;
  return {
    files: report.files,
    records: {
      read: report.records.read - asideCount(report),
      kept: committed.events,
      duplicate: committed.duplicates,
      malformed: report.records.malformed,
      aside: report.records.aside,
      repaired: report.records.repaired,
    },
    events: {
      total: stats.events,
      first: isoOrNull(stats.first),
      last: isoOrNull(stats.last),
    },
    ...(kept === null ? {} : { lake: kept }),
    rules: {
      loaded: loaded.rules.length,
      disabled: loaded.rules.filter((rule) => !rule.enabled).map((rule) => rule.id),
      unsupported: loaded.unsupported.map(({ id, name, file, diagnostics }) => ({
        id,
        name,
        file,
        reason: diagnostics.map((each) => each.message).join("; "),
      })),
      failed: failed.map(({ rule, reason }) => ({ id: rule.id, name: rule.name, reason })),
    },
    detections: detectionsOf(evaluated, counts.suppressed),
    suppressions: counts.suppressions,
    insufficient_baseline: countsBy(evaluated, (each) => each.insufficientBaseline),
    missing_group: countsBy(evaluated, (each) => each.missingGroup),
    cut_combinations: countsBy(evaluated, (each) => each.cutEvents),
    seconds: rounded(seconds),
  };
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

/** What a scan did to the kept lake in `directory`. */
export function keptLake(directory: string, { lake, filled, judged }: Scan): KeptLake {
  const { events, first, last } = filled.committed;
  const parts = lake.parts();
  return {
    directory,
    added: { events, first: isoOrNull(first), last: isoOrNull(last) },
    judged: judged === null ? null : { from: isoOrNull(judged.from), to: isoOrNull(judged.to) },
    parts: parts.length,
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Insight events and the like are no records of calls: listed, not counted among those read. */
function asideCount({ records }: Filled["report"]): number {
  return records.aside.reduce((sum, each) => sum + each.count, 0);
}

/** `hidden`: how many suppressions keep from being alerts. */
export function detectionsOf(evaluated: readonly Evaluated[], hidden: number): Summary["detections"] {
  const sum = (count: (each: Evaluated) => number): number => evaluated.reduce((total, each) => total + count(each), 0);
  return {
    total: sum((each) => each.total),
    alerts: sum((each) => each.kept.length) - hidden,
    suppressed: sum((each) => each.suppressed) + hidden,
    over_cap: sum((each) => each.overCap),
    summaries: sum((each) => each.overflows.length),
  };
}

function countsBy(evaluated: readonly Evaluated[], count: (each: Evaluated) => number): Record<string, number> {
  return Object.fromEntries(evaluated.flatMap((each) => (count(each) > 0 ? [[each.rule.id, count(each)]] : [])));
}

function rounded(seconds: Seconds): Seconds {
  const entries = Object.entries(seconds).map(([part, value]) => [part, Math.round(value * 1000) / 1000]);
  return Object.fromEntries(entries) as unknown as Seconds;
}

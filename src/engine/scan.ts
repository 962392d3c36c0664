import type { Suppression } from "../alert/suppression/compiled-own.ts";
import type { TimeRange } from "../detect/detection.ts";
import type { LookupIp } from "../enrich/ip.ts";
import type { InputProgress } from "../ingest/read-options.ts";
import { openHistory } from "../lake/history.ts";
import { type Lake, openLake } from "../lake/lake.ts";
import type { Rule } from "../rule/rule.ts";
import { excludeData } from "./data-exclusion.ts";
import type { Evaluated } from "./evaluate.ts";
import { type EvaluatedRules, evaluateRules, type FailedRule } from "./evaluate-rules.ts";
import { enrichLake, type Filled, fillLake } from "./fill-lake.ts";
import { withHistory } from "./history/with-history.ts";
import { judgedRange } from "./judged-range.ts";
import { newSeconds, type Seconds, timed } from "./summary.ts";
import { wantedColumns } from "./wanted-columns.ts";

export interface ScanOptions {
  readonly paths: readonly string[];
  readonly rules: readonly Rule[];
  /** What they exclude of events is not looked at. */
  readonly suppressions: readonly Suppression[];
  readonly range: TimeRange;
  /** For the lake. A temporary one is the caller's to remove; to a kept one the events are added. */
  readonly folder: string;
  readonly kind: "temporary" | "kept";
  /** Null: nothing is known of addresses. */
  readonly lookUpIp: LookupIp | null;
  readonly memoryLimit: string;
  readonly threads: number;
  readonly maxDecompressedBytes?: number;
  readonly onRead?: (progress: InputProgress) => void;
  readonly onRule?: (done: number, total: number, name: string) => void;
}

export interface Scan {
  readonly lake: Lake;
  readonly filled: Filled;
  /** In which alerts were looked for; null: nowhere, because nothing was asked for and nothing is new. */
  readonly judged: TimeRange | null;
  readonly evaluated: readonly Evaluated[];
  /** Rules that the database refused; the others ran. */
  readonly failed: readonly FailedRule[];
  readonly seconds: Seconds;
}

/**
 * Reads the inputs into a lake in `folder` and runs every rule over it. In a kept lake alerts are looked for in the time
 * of the events that no scan has judged, unless a range is given; the caller settles it when the alerts are written.
 */
export async function scan(options: ScanOptions): Promise<Scan> {
  const seconds = newSeconds();
  const { folder: directory, kind, memoryLimit, threads } = options;
  const lake = await openLake({ directory, memoryLimit, threads, kind });
  try {
    const filled = await fillLake(lake, options.paths, {
      seconds,
      threads,
      ...(options.maxDecompressedBytes === undefined ? {} : { maxDecompressedBytes: options.maxDecompressedBytes }),
      ...(options.onRead === undefined ? {} : { onProgress: options.onRead }),
    });
    const judged = kind === "kept" ? judgedRange(options.range, await lake.unjudged()) : options.range;
    if (judged === null) return { lake, filled, judged, evaluated: [], failed: [], seconds };
    const rules = options.rules.map((rule) => excludeData(rule, options.suppressions));
    await enrichLake(lake, wantedColumns(rules), options.lookUpIp);
    const { evaluated, failed } = await timed(seconds, "evaluate", () =>
      evaluateAll(lake, filled, { ...options, rules, range: judged }),
    );
    return { lake, filled, judged, evaluated, failed, seconds };
  } catch (error) {
    await lake.close();
    throw error;
  }
}

async function evaluateAll(
  lake: Lake,
  { stats }: Filled,
  { rules, range, kind, onRule }: ScanOptions,
): Promise<EvaluatedRules> {
  const stored = stats.first === null || stats.last === null ? null : { first: stats.first, last: stats.last };
  // Most rules read all of a temporary lake; of a kept one they read the new events and ask little of the others.
  const matchFrom = kind === "kept" ? range.from : null;
  const progress = onRule === undefined ? {} : { onRule };
  const rows = kind === "kept" ? withHistory(lake.rows, await openHistory(lake), range) : lake.rows;
  return evaluateRules(rules, { rows, range, stored, matchFrom, ...progress });
}

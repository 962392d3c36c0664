import type { CompiledSuppression } from "../alert/suppression/compile-suppression.ts";
import type { TimeRange } from "../detect/detection.ts";
import type { LookupIp } from "../enrich/ip.ts";
import type { InputProgress } from "../ingest/read-options.ts";
import { type Lake, openLake } from "../lake/lake.ts";
import type { Rule } from "../rule/rule.ts";
import { excludeData } from "./data-exclusion.ts";
import { type Evaluated, evaluateRule } from "./evaluate.ts";
import { enrichLake, type Filled, fillLake } from "./fill-lake.ts";
import { newSeconds, type Seconds, timed } from "./summary.ts";
import { wantedColumns } from "./wanted-columns.ts";

export interface ScanOptions {
  readonly paths: readonly string[];
  readonly rules: readonly Rule[];
  /** Of Datadog rules: what they exclude is not looked at. */
  readonly suppressions: readonly CompiledSuppression[];
  readonly range: TimeRange;
  /** For the temporary lake; the caller removes it. */
  readonly folder: string;
  /** Null: nothing is known of addresses. */
  readonly lookUpIp: LookupIp | null;
  readonly memoryLimit: string;
  readonly threads: number;
  readonly maxDecompressedBytes?: number;
  readonly onRead?: (progress: InputProgress) => void;
  readonly onRule?: (done: number, total: number, name: string) => void;
}

export interface FailedRule {
  readonly rule: Rule;
  readonly reason: string;
}

export interface Scan {
  readonly lake: Lake;
  readonly filled: Filled;
  readonly evaluated: readonly Evaluated[];
  /** Rules that the database refused; the others ran. */
  readonly failed: readonly FailedRule[];
  readonly seconds: Seconds;
}

/** Reads the inputs into a lake in `folder` and runs every rule over it. */
export async function scan(options: ScanOptions): Promise<Scan> {
  const seconds = newSeconds();
  const { folder: directory, memoryLimit, threads } = options;
  const lake = await openLake({ directory, memoryLimit, threads });
  try {
    const filled = await fillLake(lake, options.paths, {
      seconds,
      ...(options.maxDecompressedBytes === undefined ? {} : { maxDecompressedBytes: options.maxDecompressedBytes }),
      ...(options.onRead === undefined ? {} : { onProgress: options.onRead }),
    });
    await enrichLake(lake, wantedColumns(options.rules), options.lookUpIp);
    const { evaluated, failed } = await timed(seconds, "evaluate", () => evaluateRules(lake, filled, options));
    return { lake, filled, evaluated, failed, seconds };
  } catch (error) {
    await lake.close();
    throw error;
  }
}

async function evaluateRules(
  lake: Lake,
  { stats }: Filled,
  { rules, suppressions, range, onRule }: ScanOptions,
): Promise<{ evaluated: readonly Evaluated[]; failed: readonly FailedRule[] }> {
  const stored = stats.first === null || stats.last === null ? null : { first: stats.first, last: stats.last };
  const evaluated: Evaluated[] = [];
  const failed: FailedRule[] = [];
  for (const [done, rule] of rules.entries()) {
    onRule?.(done, rules.length, rule.name);
    try {
      evaluated.push(await evaluateRule(excludeData(rule, suppressions), { rows: lake.rows, range, stored }));
    } catch (error) {
      failed.push({ rule, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { evaluated, failed };
}

import { availableParallelism } from "node:os";
import { printable } from "../alert/printable.ts";
import type { BacktestOptions } from "../engine/backtest/backtest.ts";
import { excludeData } from "../engine/data-exclusion.ts";
import { enrichLake } from "../engine/fill-lake.ts";
import { wantedColumns } from "../engine/wanted-columns.ts";
import type { Lake } from "../lake/lake.ts";
import { codeFrame } from "../source/code-frame.ts";
import { compileSuppressions } from "./compile-suppressions.ts";
import { loadOwnSuppressions } from "./load-suppressions.ts";
import { memoryArgument } from "./memory-argument.ts";
import { loadNamedRules } from "./named-rules.ts";
import { openForReading } from "./open-for-reading.ts";
import { openMmdb } from "./open-mmdb.ts";
import { startProgress } from "./progress.ts";
import { UsageError } from "./usage-error.ts";
import { ruleWarnings } from "./warnings.ts";

/** What `backtest` and `rules forecast` have in common. */
export interface BacktestRunOptions {
  readonly lake: string;
  readonly rules?: readonly string[];
  readonly builtin: boolean;
  readonly suppressions?: readonly string[];
  readonly format: "table" | "json";
  /** Of entities. */
  readonly limit: number;
  readonly mmdb?: readonly string[];
  readonly memory: string;
  readonly threads?: number;
}

export type Prepared = Omit<BacktestOptions, "range" | "lake"> & { readonly lake: Lake };

const CONSEQUENCE = "nothing was run";

/** Loads the named rules, opens the lake for reading only, and runs `use` over both; then says what is to be warned of. */
export async function withBacktest<T>(
  wanted: readonly string[],
  options: BacktestRunOptions,
  use: (prepared: Prepared) => Promise<T>,
): Promise<T> {
  const now = Date.now();
  if (options.lake.trim() === "") throw new UsageError("--lake: expected the directory of a lake");
  const memoryLimit = memoryArgument(options.memory);
  const { rules, loaded } = await loadNamedRules(wanted, options, { now, consequence: CONSEQUENCE });
  const own = await loadOwnSuppressions(options.suppressions, loaded, { now, consequence: CONSEQUENCE });
  const suppressions = [...compileSuppressions(loaded), ...own.suppressions];
  const lookUpIp = await openMmdb(options.mmdb);
  const threads = options.threads ?? availableParallelism();
  const { lake: directory } = options;
  const lake = await openForReading({ directory, memoryLimit, threads });
  const progress = startProgress("running");
  try {
    // What an exception takes out is run, too: it may ask for more than the rule.
    const narrowed = rules.map((rule) => excludeData(rule, suppressions));
    await enrichLake(lake, wantedColumns(narrowed), lookUpIp);
    const onStep = (done: number, total: number, name: string): void => progress.update(done, total, printable(name));
    const searched = { lake: directory };
    const result = await use({ lake, rules, suppressions, searched, top: options.limit, onStep });
    progress.stop();
    process.stderr.write(own.warnings.map((each) => `${codeFrame(each)}\n`).join(""));
    process.stderr.write(ruleWarnings(narrowed, { ...loaded, checked: [] }, options.mmdb));
    return result;
  } finally {
    progress.stop();
    await lake.close();
  }
}

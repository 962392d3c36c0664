import { safeJson } from "../alert/format/safe-json.ts";
import { backtest } from "../engine/backtest/backtest.ts";
import { backtestTable } from "../report/terminal/backtest-table.ts";
import { type BacktestRunOptions, withBacktest } from "./backtest-run.ts";
import { EXIT } from "./exit-code.ts";
import { openOutput } from "./output.ts";
import { timeRange } from "./time-argument.ts";

export interface BacktestCommandOptions extends BacktestRunOptions {
  readonly from?: string;
  readonly to?: string;
}

/** `trailhound backtest`: see docs/backtest.md. */
export async function runBacktest(wanted: readonly string[], options: BacktestCommandOptions): Promise<void> {
  const range = timeRange(options, Date.now());
  const report = await withBacktest(wanted, options, (prepared) => backtest({ ...prepared, range }));
  const { isTTY, columns } = process.stdout;
  const text =
    options.format === "json"
      ? `${safeJson(report, 2)}\n`
      : backtestTable(report, { width: isTTY ? columns : 100, colour: isTTY === true });
  await openOutput(undefined).write(text);
  process.exitCode = report.failed.length > 0 ? EXIT.incomplete : EXIT.done;
}

import { safeJson } from "../alert/format/safe-json.ts";
import { forecast } from "../engine/backtest/forecast.ts";
import { forecastTable } from "../report/terminal/backtest-forecast.ts";
import { type BacktestRunOptions, withBacktest } from "./backtest-run.ts";
import { EXIT } from "./exit-code.ts";
import { openOutput } from "./output.ts";

export interface RulesForecastOptions extends BacktestRunOptions {
  readonly weeks: number;
}

/** `trailhound rules forecast`: see docs/rules-forecast.md. */
export async function runRulesForecast(wanted: readonly string[], options: RulesForecastOptions): Promise<void> {
  const { weeks } = options;
  const report = await withBacktest(wanted, options, (prepared) =>
    forecast({ ...prepared, parts: prepared.lake.parts(), weeks }),
  );
  const { isTTY, columns } = process.stdout;
  const text =
    options.format === "json"
      ? `${safeJson(report, 2)}\n`
      : forecastTable(report, { width: isTTY ? columns : 100, colour: isTTY === true });
  await openOutput(undefined).write(text);
  process.exitCode = report.failed.length > 0 ? EXIT.incomplete : EXIT.done;
}

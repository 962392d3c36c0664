import { printableShort } from "../../alert/printable.ts";
import type { ForecastReport, RuleForecast, WeekForecast } from "../../engine/backtest/forecast-report.ts";
import { counted, numberText } from "../count-text.ts";
import { utcText } from "../utc-text.ts";
import { entityLines } from "./backtest-entities.ts";
import { type Colours, colours } from "./colours.ts";
import { tableWidth } from "./table-width.ts";

const LONGEST = 200;
const NUMBER = 8;
const DAY = 10;
const MARK = 22;

/** A forecast for a terminal of this many columns (60 to 200 are used): for each rule a sentence, its weeks, the noisiest. */
export function forecastTable(
  report: ForecastReport,
  options: { readonly width: number; readonly colour: boolean },
): string {
  const paints = colours(options.colour);
  const width = tableWidth(options.width);
  const { range, weeks } = report;
  const head =
    range === null ? [] : [`${paints.bold("Weeks")}  ${weeks.there}, ${utcText(range.from)} to ${utcText(range.to)}\n`];
  const rules = report.rules.map((rule) => ruleSection(rule, width, paints));
  const failed = report.failed.map(
    ({ id, name, reason }) => `${paints.yellow("failed")}  ${shown(name)} (${shown(id)}): ${shown(reason)}\n`,
  );
  const warnings = report.warnings.map((warning) => `${paints.yellow("warning")}: ${shown(warning)}\n`).join("");
  return [...head, ...rules, ...failed, warnings].filter((text) => text !== "").join("\n");
}

function ruleSection(rule: RuleForecast, width: number, paints: Colours): string {
  const off = rule.enabled ? "" : ", switched off";
  const head = `${paints.bold(shown(rule.name))} (${shown(rule.id)}${off})\n`;
  return `${head}  ${perWeekText(rule.per_week)}\n${weekLines(rule.weeks, width, paints)}${entityLines(rule.entities, width)}`;
}

/** `about 12 alerts a week (8 to 20, in 4 weeks)`. */
export function perWeekText(numbers: RuleForecast["per_week"]): string {
  if (numbers === null) return "no full week to count";
  const { median, min, max, mean, weeks } = numbers;
  const span = `${numberText(min)} to ${numberText(max)}, in ${counted(weeks, "week")}`;
  if (max === 0) return `no alert in ${counted(weeks, "week")}`;
  if (median >= 1) return `about ${counted(Math.round(median), "alert")} a week (${span})`;
  return mean < 1
    ? `less than one alert a week (${span})`
    : `none in most weeks, ${numberText(mean)} alerts a week on the average (${span})`;
}

function weekLines(weeks: readonly WeekForecast[], width: number, { cyan, dim }: Colours): string {
  const most = Math.max(1, ...weeks.map(({ alerts }) => alerts));
  const room = width - DAY - NUMBER - MARK - 8;
  const lines = weeks.map(({ from, alerts, full_history }) => {
    const bar = "█".repeat(alerts === 0 ? 0 : Math.max(1, Math.round((alerts / most) * room)));
    const mark = full_history ? "" : dim("history is not whole");
    const numbers = `  ${from.slice(0, -14).padEnd(DAY)}  ${numberText(alerts).padStart(NUMBER)}`;
    return `${numbers}${bar === "" ? "" : `  ${cyan(bar)}`}${mark === "" ? "" : `  ${mark}`}\n`;
  });
  return lines.join("");
}

function shown(text: string): string {
  return printableShort(text, LONGEST);
}

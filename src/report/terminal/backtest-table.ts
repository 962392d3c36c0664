import { printableShort } from "../../alert/printable.ts";
import type {
  BacktestReport,
  ExceptionEffect,
  RuleBacktest,
  SuppressionEffect,
} from "../../engine/backtest/backtest-report.ts";
import { counted, numberText } from "../count-text.ts";
import { MOST_SEVERE_FIRST } from "../most-severe-first.ts";
import { utcText } from "../utc-text.ts";
import { dayChart } from "./backtest-days.ts";
import { entityLines } from "./backtest-entities.ts";
import { type Colours, colours } from "./colours.ts";
import { tableWidth } from "./table-width.ts";

const LABEL = 10;
const LONGEST = 200;

/** What a backtest found, for a terminal of this many columns (60 to 200 are used): totals, days, rules, exceptions. */
export function backtestTable(
  report: BacktestReport,
  options: { readonly width: number; readonly colour: boolean },
): string {
  const paints = colours(options.colour);
  const width = tableWidth(options.width);
  const chart = dayChart(report.days, width, paints);
  const sections = [
    factLines(report, paints),
    chart,
    ...(report.rules.length > 1 ? [section("Noisiest identities", entityLines(report.identities, width), paints)] : []),
    ...report.rules.map((rule) => ruleSection(rule, width, paints)),
    section("What exceptions do", report.exceptions.map(exceptionLine).join(""), paints),
    section("What suppressions hide", report.suppressions.map(suppressionLine).join(""), paints),
    section("Failed rules", report.failed.map(failedLine).join(""), paints),
  ];
  return sections.filter((text) => text !== "").join("\n");
}

function factLines({ range, stored, rules, alerts, detections, severities }: BacktestReport, paints: Colours): string {
  const span =
    stored.first === null || stored.last === null ? "" : `, ${utcText(stored.first)} to ${utcText(stored.last)}`;
  const facts = [
    ["Events", `${numberText(stored.events)} stored${span}`],
    ["Range", rangeText(range)],
    ["Rules", numberText(rules.length)],
    ["Found", foundText(detections)],
    ["Alerts", `${numberText(alerts)}${severityText(severities)}`],
  ] as const;
  return facts.map(([label, text]) => `${paints.bold(label.padEnd(LABEL))}${text}\n`).join("");
}

function rangeText({ from, to }: BacktestReport["range"]): string {
  const parts = [
    ...(from === null ? [] : [`from ${utcText(from)}`]),
    ...(to === null ? [] : [`before ${utcText(to)}`]),
  ];
  return parts.length === 0 ? "everything that is stored" : parts.join(", ");
}

function foundText({ total, alerts, suppressed, over_cap, summaries }: BacktestReport["detections"]): string {
  const capped =
    over_cap === 0 ? "" : `, ${numberText(over_cap)} over a cap (in ${counted(summaries, "summary alert")})`;
  return `${counted(total, "detection")}: ${counted(alerts, "alert")}, ${numberText(suppressed)} suppressed${capped}`;
}

function severityText(severities: BacktestReport["severities"]): string {
  const parts = MOST_SEVERE_FIRST.flatMap((severity) =>
    severities[severity] === 0 ? [] : [`${numberText(severities[severity])} ${severity}`],
  );
  return parts.length === 0 ? "" : `: ${parts.join(", ")}`;
}

function ruleSection(rule: RuleBacktest, width: number, paints: Colours): string {
  const notes = [
    ...(rule.enabled ? [] : ["switched off"]),
    ...(rule.insufficient_baseline === 0
      ? []
      : [`${counted(rule.insufficient_baseline, "group")} without enough history to judge`]),
    ...(rule.missing_group === 0 ? [] : [`${counted(rule.missing_group, "event")} without a value to group by`]),
  ];
  const head = `${paints.bold(shown(rule.name))} (${shown(rule.id)})\n`;
  const counts = `  ${counted(rule.alerts, "alert")}${severityText(rule.severities)}\n`;
  return `${head}${counts}${notes.map((note) => `  ${note}\n`).join("")}${entityLines(rule.entities, width)}`;
}

function section(title: string, body: string, { bold }: Colours): string {
  return body === "" ? "" : `${bold(title)}\n${body}`;
}

const KINDS: Readonly<Record<ExceptionEffect["kind"], string>> = {
  exception_item: "exception item",
  data_exclusion: "data exclusion",
  exception: "exception",
};

function exceptionLine({ kind, name, rule, in_force, removes, adds }: ExceptionEffect): string {
  const does = in_force ? `removes ${counted(removes, "alert")}` : "has expired";
  const more = adds === 0 ? "" : `, ${counted(adds, "alert is", "alerts are")} there because of it`;
  return `  ${KINDS[kind]} ${shown(name)} of ${shown(rule)} ${does}${more}\n`;
}

function suppressionLine({ id, holds, removes }: SuppressionEffect): string {
  const others = holds === removes ? "" : `, ${numberText(holds - removes)} of them also hidden by others`;
  return `  ${shown(id)} hides ${counted(holds, "alert")}${others}\n`;
}

function failedLine({ id, name, reason }: BacktestReport["failed"][number]): string {
  return `  ${shown(name)} (${shown(id)}): ${shown(reason)}\n`;
}

function shown(text: string): string {
  return printableShort(text, LONGEST);
}

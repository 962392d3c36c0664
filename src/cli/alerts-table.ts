import { printableShort } from "../alert/printable.ts";
import type { WireAlert } from "../api/wire/stored-alert.ts";
import { counted } from "../report/count-text.ts";
import { type Colours, colours, type Paint, severityPaint } from "../report/terminal/colours.ts";
import { grid } from "../report/terminal/grid.ts";
import { tableWidth } from "../report/terminal/table-width.ts";
import { wrap } from "../report/terminal/wrap.ts";
import { utcText } from "../report/utc-text.ts";
import { who } from "../report/who.ts";

const ROOMY = 80;
const DATE_AND_TIME = 20;
const DATE = 10;
const SEVERITY = 8;
const STATE = 12;
const GAPS = 8;
const INDENT = "  ";
const LONGEST = 300;
const LONGEST_REASON = 1_000;

/** Stored alerts for a terminal of this many columns (60 to 200 are used): a row each, the sentence and the id below it. */
export function storedAlertTable(
  alerts: readonly WireAlert[],
  options: { readonly width: number; readonly colour: boolean },
): string {
  if (alerts.length === 0) return "No alerts.\n";
  const paints = colours(options.colour);
  const width = tableWidth(options.width);
  const widths = columnWidths(width);
  const head = row(["TIME", "SEVERITY", "STATE", "RULE", "WHO"], widths, [paints.bold, ...Array(4).fill(paints.bold)]);
  const rows = alerts.map((stored) => `\n${alertRows(stored, width, widths, paints)}`);
  return `${head}${rows.join("")}\n${counted(alerts.length, "alert")}\n`;
}

function columnWidths(width: number): readonly number[] {
  const time = width >= ROOMY ? DATE_AND_TIME : DATE;
  const rest = width - time - SEVERITY - STATE - GAPS;
  const rule = Math.floor(rest / 2);
  return [time, SEVERITY, STATE, rule, rest - rule];
}

function row(texts: readonly string[], widths: readonly number[], paints: readonly (Paint | undefined)[]): string {
  return grid(
    texts.map((text, at) => {
      const width = widths[at] ?? 0;
      const paint = paints[at];
      return { lines: wrap(text, width), width, ...(paint === undefined ? {} : { paint }) };
    }),
  );
}

function alertRows(stored: WireAlert, width: number, widths: readonly number[], paints: Colours): string {
  const { alert, triage } = stored;
  const { name, severity } = alert.rule;
  const texts = [utcText(alert.time), severity, triage.state, printableShort(name, LONGEST), who(alert)];
  const below = (text: string, paint: Paint = (line) => line): string =>
    wrap(text, width - INDENT.length)
      .map((line) => `${INDENT}${paint(line)}\n`)
      .join("");
  return [
    row(texts, widths, [undefined, severityPaint(severity, paints)]),
    below(printableShort(alert.reason, LONGEST_REASON)),
    below([printableShort(alert.id, LONGEST), ...notes(stored)].join("; "), paints.dim),
  ].join("");
}

/** What is not usual about it, and who has it. */
export function notes({ triage, status, because, suppressed_by }: WireAlert): readonly string[] {
  return [
    ...(triage.assignee === null ? [] : [`assigned to ${printableShort(triage.assignee, LONGEST)}`]),
    ...(triage.reason === null ? [] : [`closed as ${triage.reason.replaceAll("_", " ")}`]),
    ...(status === "superseded" ? [`superseded: ${printableShort(because ?? "", LONGEST)}`] : []),
    ...(suppressed_by === null ? [] : [`hidden by suppression ${printableShort(suppressed_by, LONGEST)}`]),
  ];
}

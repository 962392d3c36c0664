import type { Alert } from "../../alert/alert.ts";
import { printableShort } from "../../alert/printable.ts";
import type { Severity } from "../../rule/rule.ts";
import { counted } from "../count-text.ts";
import { utcText } from "../utc-text.ts";
import { who } from "../who.ts";
import { alertColumns } from "./alert-columns.ts";
import { colours, type Paint, severityPaint } from "./colours.ts";
import { type Cell, grid } from "./grid.ts";
import { severityCounts } from "./severity-counts.ts";
import { tableWidth } from "./table-width.ts";
import { wrap } from "./wrap.ts";

/** A table whose rows are printed as soon as their alert is known. Every text ends with a line break. */
export interface AlertTable {
  head(): string;
  row(alert: Alert): string;
  /** How many there were; one friendly line when there were none. */
  tail(): string;
}

const LONGEST_REASON = 1_000;
const LONGEST_NAME = 200;
const INDENT = "  ";

/** `width`: of the terminal in columns; 60 to 200 are used. Narrow tables have the sentence below the row. */
export function openAlertTable(options: { readonly width: number; readonly colour: boolean }): AlertTable {
  const width = tableWidth(options.width);
  const paints = colours(options.colour);
  const columns = alertColumns(width);
  const counts = new Map<Severity, number>();
  const line = (texts: readonly string[], what: string, severity: Paint, rest?: Paint): string => {
    const cells = texts.map((text, index): Cell => {
      const column = columns.fixed[index] ?? width;
      const paint = index === 1 ? severity : rest;
      return { lines: wrap(text, column), width: column, ...(paint === undefined ? {} : { paint }) };
    });
    const cell: Cell = {
      lines: wrap(what, columns.what),
      width: columns.what,
      ...(rest === undefined ? {} : { paint: rest }),
    };
    return columns.isWide ? grid([...cells, cell]) : grid(cells) + indented(cell);
  };
  return {
    head: () => line(["TIME", "SEVERITY", "RULE", "WHO"], "WHAT", paints.bold, paints.bold),
    row: (alert) => {
      const { severity, name } = alert.rule;
      counts.set(severity, (counts.get(severity) ?? 0) + 1);
      const texts = [utcText(alert.time), severity, printableShort(name, LONGEST_NAME), who(alert)];
      return `\n${line(texts, what(alert), severityPaint(severity, paints))}`;
    },
    tail: () =>
      counts.size === 0 ? "\nNo alerts: no rule found anything in these events.\n" : `\n${severityCounts(counts)}\n`,
  };
}

function indented({ lines, paint = (text) => text }: Cell): string {
  return lines.map((text) => `${INDENT}${paint(text)}\n`).join("");
}

function what({ reason, secrets, suppressed }: Alert): string {
  const notes = [
    ...(secrets === undefined ? [] : [counted(secrets.total, "secret")]),
    ...(suppressed === 0 ? [] : [`${counted(suppressed, "more detection")} folded in`]),
  ];
  const note = notes.length === 0 ? "" : ` [${notes.join(", ")}]`;
  return printableShort(reason, LONGEST_REASON) + note;
}

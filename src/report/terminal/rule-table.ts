import { printableShort } from "../../alert/printable.ts";
import type { Rule } from "../../rule/rule.ts";
import { counted } from "../count-text.ts";
import { severityRank } from "../most-severe-first.ts";
import { type Colours, colours, severityPaint } from "./colours.ts";
import { grid } from "./grid.ts";
import { tableWidth } from "./table-width.ts";
import { wrap } from "./wrap.ts";

const SEVERITY = 8;
const METHOD = 17;
const GAPS = 4;
const LONGEST = 300;

/** The rules, the most severe first, in a table for a terminal of this many columns (60 to 200 are used). */
export function ruleTable(
  rules: readonly Rule[],
  options: { readonly width: number; readonly colour: boolean },
): string {
  if (rules.length === 0) return "There are no rules.\n";
  const paints = colours(options.colour);
  const rest = tableWidth(options.width) - SEVERITY - METHOD - GAPS;
  const head = grid([
    { lines: ["SEVERITY"], width: SEVERITY, paint: paints.bold },
    { lines: ["METHOD"], width: METHOD, paint: paints.bold },
    { lines: ["RULE"], width: rest, paint: paints.bold },
  ]);
  const off = rules.filter((rule) => !rule.enabled).length;
  const tail = `${counted(rules.length, "rule")}${off === 0 ? "" : `, ${off} of them switched off`}`;
  return `${head}\n${sorted(rules)
    .map((rule) => `${ruleRow(rule, rest, paints)}\n`)
    .join("")}${tail}\n`;
}

function sorted(rules: readonly Rule[]): readonly Rule[] {
  return [...rules].sort((a, b) => severityRank(a.severity) - severityRank(b.severity));
}

function ruleRow(rule: Rule, width: number, paints: Colours): string {
  const name = printableShort(rule.name, LONGEST);
  const named = wrap(rule.enabled ? name : `${name} (switched off)`, width).map(
    rule.enabled ? paints.bold : paints.dim,
  );
  const details = wrap(`${printableShort(rule.id, LONGEST)}, ${rule.format}`, width).map(paints.dim);
  return grid([
    { lines: [rule.severity], width: SEVERITY, paint: severityPaint(rule.severity, paints) },
    { lines: [rule.method.kind], width: METHOD },
    { lines: [...named, ...details], width },
  ]);
}

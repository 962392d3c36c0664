import type { Diagnostic } from "./diagnostic.ts";
import { locate } from "./location.ts";

const WIDEST_LINE = 120;

/**
 * `file:line:col: error[code]: message`, the line, a caret under the place, and the hint.
 * Control characters are replaced in all of it: a rule file and its name may be hostile too.
 */
export function codeFrame(diagnostic: Diagnostic): string {
  const start = locate(diagnostic.source, diagnostic.span.start);
  const end = locate(diagnostic.source, diagnostic.span.end);
  const head = `${start.file}:${start.line}:${start.column}: ${diagnostic.severity}[${diagnostic.code}]: ${diagnostic.message}`;
  const width = end.line === start.line ? Math.max(1, end.column - start.column) : 1;
  const { text, column } = excerpt(start.lineText, start.column - 1);
  const gutter = `${start.line} | `;
  const caret = " ".repeat(gutter.length + column) + "^".repeat(clampWidth(width, text.length - column));
  const hint = diagnostic.hint === undefined ? [] : [`${" ".repeat(gutter.length)}${diagnostic.hint}`];
  return [printable(head), gutter + printable(text), caret, ...hint.map(printable)].join("\n");
}

function clampWidth(width: number, room: number): number {
  return Math.max(1, Math.min(width, room));
}

function excerpt(line: string, column: number): { text: string; column: number } {
  if (line.length <= WIDEST_LINE) return { text: line, column };
  const from = Math.max(0, Math.min(column - WIDEST_LINE / 2, line.length - WIDEST_LINE));
  return { text: line.slice(from, from + WIDEST_LINE), column: column - from };
}

function printable(text: string): string {
  return text.replace(/\p{C}/gu, (char) => (char === "\t" ? " " : "\u{FFFD}"));
}

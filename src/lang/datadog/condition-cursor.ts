import type { Diagnostic } from "../../source/diagnostic.ts";
import type { Span } from "../../source/span.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import type { ConditionOperator } from "./condition.ts";
import { fail } from "./fail.ts";
import { failHere, peek, type Scanner, since, skipSpace, startsWith } from "./scanner.ts";

/** Where the parse of a condition stands, and the query labels that it may name. */
export interface ConditionCursor extends Scanner {
  readonly labels: readonly string[];
  depth: number;
  comparisons: number;
  readonly warnings: Diagnostic[];
}

const OPERATORS = [">=", "<=", ">", "<"] as const satisfies readonly ConditionOperator[];

/** What Datadog does not take where a comparison is expected, longest first. */
const REFUSED = ["===", "!==", "==", "!=", "=", "+", "-", "*", "/", "%", "!"];

/** `> >= < <=`, with the space before it. */
export function takeComparison(cursor: ConditionCursor): ConditionOperator {
  skipSpace(cursor);
  refuseOperators(cursor);
  for (const operator of OPERATORS) {
    if (startsWith(cursor, operator)) {
      cursor.at += operator.length;
      return operator;
    }
  }
  return failHere(cursor, { message: `expected >, >=, < or <=, found ${found(cursor)}` }, foundWidth(cursor));
}

/** Equality and arithmetic, refused by name where they stand. */
export function refuseOperators(cursor: ConditionCursor): void {
  const refused = REFUSED.find((each) => startsWith(cursor, each));
  if (refused === undefined) return;
  const kind = /[=!]/.test(refused) ? "" : "arithmetic: ";
  const hint = "a condition compares a query with a number by >, >=, < or <=";
  const message = `${kind}"${refused}" is not supported in a condition`;
  failHere(cursor, { code: "unsupported-feature", message, hint }, refused.length);
}

/** A decimal number with an optional sign and exponent; undefined when none stands here. */
export function takeNumber(cursor: ConditionCursor): { number: number; text: string; span: Span } | undefined {
  const start = cursor.at;
  const rest = cursor.source.text.slice(start, start + 64);
  const text = /^-?(\d{1,30}(\.\d{1,30})?|\.\d{1,30})([eE][-+]?\d{1,2})?/.exec(rest)?.[0];
  if (text === undefined) return undefined;
  cursor.at += text.length;
  if (/[\w.,]/.test(peek(cursor))) {
    failHere(cursor, { message: `unexpected "${peek(cursor)}" in a number` });
  }
  return { number: Number(text), text, span: since(cursor, start) };
}

/** One of the labels, the longest that fits; they may hold any character. Otherwise an error with a guess. */
export function takeLabel(cursor: ConditionCursor): string {
  const fitting = cursor.labels.filter(
    (label) => label !== "" && startsWith(cursor, label) && endsAfter(cursor, label),
  );
  const label = fitting.reduce((longest, each) => (each.length > longest.length ? each : longest), "");
  if (label !== "") {
    cursor.at += label.length;
    return label;
  }
  const start = cursor.at;
  const word = wordHere(cursor);
  if (word === "") failHere(cursor, { message: `expected the name of a query, found ${found(cursor)}` });
  cursor.at += word.length;
  return fail(cursor.source, since(cursor, start), {
    code: "unknown-reference",
    message: `no query of this rule is named "${word.slice(0, 80)}"`,
    hint: didYouMean(word, cursor.labels) ?? listed(cursor.labels),
  });
}

function listed(labels: readonly string[]): string | undefined {
  return labels.length === 0 ? undefined : `its queries are ${labels.map((each) => `"${each}"`).join(", ")}`;
}

function endsAfter(cursor: ConditionCursor, label: string): boolean {
  return !(/\w$/.test(label) && /\w/.test(peek(cursor, label.length)));
}

/** Whether this word begins here and ends before the next character. */
export function atWord(cursor: ConditionCursor, word: string): boolean {
  return startsWith(cursor, word) && !/\w/.test(peek(cursor, word.length));
}

function wordHere(cursor: ConditionCursor): string {
  return /^[A-Za-z_][\w.-]*/.exec(cursor.source.text.slice(cursor.at, cursor.at + 200))?.[0] ?? "";
}

/** What stands here, for a message. */
export function found(cursor: ConditionCursor): string {
  return peek(cursor) === "" ? "the end" : `"${wordHere(cursor) || peek(cursor)}"`;
}

export function foundWidth(cursor: ConditionCursor): number {
  return Math.max(1, wordHere(cursor).length);
}

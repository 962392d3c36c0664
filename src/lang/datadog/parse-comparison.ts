import type { ComparisonCondition, ConditionOperator } from "./condition.ts";
import { type ConditionCursor, refuseOperators, takeComparison, takeLabel, takeNumber } from "./condition-cursor.ts";
import { failHere, since, skipSpace, warn } from "./scanner.ts";

const TURNED: Readonly<Record<ConditionOperator, ConditionOperator>> = { ">": "<", ">=": "<=", "<": ">", "<=": ">=" };

/** `Comparison : Label Operator Number | Number Operator Label`; the second is turned around, with a warning. */
export function parseComparison(cursor: ConditionCursor): ComparisonCondition {
  skipSpace(cursor);
  const start = cursor.at;
  const left = startsWithLabel(cursor) ? undefined : takeNumber(cursor);
  if (left !== undefined) return parseTurned(cursor, start, left.number);
  refuseOperators(cursor);
  const label = takeLabel(cursor);
  const operator = takeComparison(cursor);
  skipSpace(cursor);
  const number = takeNumber(cursor)?.number ?? refuseNoNumber(cursor);
  return { kind: "comparison", label, operator, number, span: since(cursor, start) };
}

/** A query may be named `5xx`. */
function startsWithLabel(cursor: ConditionCursor): boolean {
  const rest = cursor.source.text.slice(cursor.at);
  return cursor.labels.some((label) => /^\d/.test(label) && /\D/.test(label) && rest.startsWith(label));
}

function parseTurned(cursor: ConditionCursor, start: number, number: number): ComparisonCondition {
  const operator = TURNED[takeComparison(cursor)];
  skipSpace(cursor);
  const label = takeLabel(cursor);
  const span = since(cursor, start);
  warn(cursor, span, "normalised", `read as ${label} ${operator} ${number}: Datadog wants the query on the left`);
  return { kind: "comparison", label, operator, number, span };
}

function refuseNoNumber(cursor: ConditionCursor): never {
  const rest = cursor.source.text.slice(cursor.at);
  const label = cursor.labels.find((each) => each !== "" && rest.startsWith(each));
  if (label === undefined) return failHere(cursor, { message: "expected a number to compare with" });
  const message = "a query is compared with a number, not with another query";
  return failHere(cursor, { code: "unsupported-feature", message }, label.length);
}

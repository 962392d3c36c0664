import type { CompareAs, CompareOperator, Field, Predicate, WildcardPart } from "../../ir/expr.ts";
import type { DiagnosticCode } from "../../source/diagnostic.ts";
import { unreachable } from "../../util/invariant.ts";
import type { CompareValue, PhraseValue, RangeValue, SearchValue, TermValue } from "./ast.ts";
import type { Lowering } from "./bind-field.ts";
import { constant } from "./combine.ts";
import { isAddress, isExactNumber, isNumber, isoTime } from "./literal.ts";

/** Shipped rules write both `level:Error` and `level:error`; everything else is case-sensitive. */
const ANY_CASE = new Set(["level", "@level", "status", "@status"]);

/** That some element of the field is this value. False when the field is missing. */
export function lowerValue(lowering: Lowering, field: Field, value: SearchValue): Predicate {
  switch (value.kind) {
    case "term":
      return lowerTerm(lowering, field, value);
    case "phrase":
      return lowerEquals(lowering, field, value, value.text);
    case "compare":
      return lowerBounds(lowering, field, value, [{ operator: value.operator, text: value.text }]);
    case "range":
      return lowerRange(lowering, field, value);
    default:
      return unreachable(value);
  }
}

function lowerTerm(lowering: Lowering, field: Field, value: TermValue): Predicate {
  const { parts, span } = value;
  const [first, second] = parts;
  if (second === undefined && first === "any") return { kind: "exists", field, span };
  if (second === undefined && typeof first === "object") return lowerEquals(lowering, field, value, first.text);
  return { kind: "wildcard", field, pattern: parts, ignoreCase: ANY_CASE.has(field.name), span };
}

function lowerEquals(lowering: Lowering, field: Field, value: TermValue | PhraseValue, text: string): Predicate {
  const read = readAs(lowering, field, value, text);
  if (read === null) return constant(false, value.span);
  const ignoreCase = ANY_CASE.has(field.name) && read.as === "text";
  return { kind: "equals", field, texts: [read.text], as: read.as, ignoreCase, span: value.span };
}

/** How a single literal meets the field; null after a diagnostic. A quoted number is text. */
function readAs(lowering: Lowering, field: Field, value: TermValue | PhraseValue, text: string): Read | null {
  if (field.type === "time") return readTime(lowering, value, text);
  if (field.type === "ip" && isAddress(text)) return { as: "ip", text };
  if (field.type === "boolean") {
    if (text === "true" || text === "false") return { as: "boolean", text };
    note(lowering, value, "never-matches", "warning", `"${field.name}" is true or false, never "${text.slice(0, 80)}"`);
    return null;
  }
  return { as: value.kind === "term" && isExactNumber(text) ? "number_or_text" : "text", text };
}

interface Read {
  readonly as: CompareAs;
  readonly text: string;
}

interface Bound {
  readonly operator: CompareOperator;
  readonly text: string;
}

function lowerRange(lowering: Lowering, field: Field, value: RangeValue): Predicate {
  const { lower, upper, span } = value;
  const bounds: Bound[] = [];
  if (lower !== null) bounds.push({ operator: lower.inclusive ? ">=" : ">", text: lower.text });
  if (upper !== null) bounds.push({ operator: upper.inclusive ? "<=" : "<", text: upper.text });
  if (bounds.length === 0) return { kind: "exists", field, span };
  if (lower !== null && upper !== null && isNumber(lower.text) && isNumber(upper.text)) {
    warnWhenEmpty(lowering, value, Number(lower.text), Number(upper.text));
  }
  return lowerBounds(lowering, field, value, bounds);
}

function warnWhenEmpty(lowering: Lowering, value: RangeValue, low: number, high: number): void {
  const closed = value.lower?.inclusive === true && value.upper?.inclusive === true;
  if (low < high || (low === high && closed)) return;
  note(
    lowering,
    value,
    "never-matches",
    "warning",
    "no number lies in this range: its lower bound is not below its upper bound",
  );
}

function lowerBounds(
  lowering: Lowering,
  field: Field,
  value: CompareValue | RangeValue,
  bounds: readonly Bound[],
): Predicate {
  const as = orderAs(field, bounds);
  const read: Bound[] = [];
  for (const { operator, text } of bounds) {
    const literal = as === "time" ? readTime(lowering, value, text) : { text };
    if (literal === null) return constant(false, value.span);
    read.push({ operator, text: literal.text });
  }
  return { kind: "compare", field, bounds: read, as, span: value.span };
}

function orderAs(field: Field, bounds: readonly Bound[]): CompareAs {
  if (field.type === "time") return "time";
  const addresses = field.type === "ip" && bounds.every((bound) => isAddress(bound.text));
  return addresses ? "ip" : "number_or_text";
}

function readTime(lowering: Lowering, value: SearchValue, text: string): Read | null {
  const iso = isoTime(text);
  if (iso !== undefined) return { as: "time", text: iso };
  const message = `"${text.slice(0, 80)}" is not a time: expected ISO 8601 or epoch milliseconds`;
  note(lowering, value, "invalid-value", "error", message);
  return null;
}

function note(
  { source, diagnostics }: Lowering,
  { span }: SearchValue,
  code: DiagnosticCode,
  severity: "error" | "warning",
  message: string,
): void {
  diagnostics.push({ code, severity, message, source, span });
}

/** The phrase that a search without a field looks for; null for comparisons and ranges, which need a field. */
export function wordsOf(value: SearchValue): readonly WildcardPart[] | null {
  switch (value.kind) {
    case "term":
      return value.parts;
    case "phrase":
      return [{ text: value.text }];
    case "compare":
    case "range":
      return null;
    default:
      return unreachable(value);
  }
}

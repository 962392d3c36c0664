import { compareCodePoints } from "../util/code-points.ts";
import { unreachable } from "../util/invariant.ts";
import { ipKey, ipRange } from "../util/ip.ts";
import { parseInstant } from "../util/iso-time.ts";
import type { CompareAs, CompareOperator, ComparePredicate, EqualsPredicate, Predicate, Value } from "./expr.ts";
import { fitsWildcard, hasWords } from "./wildcard.ts";

/** The elements of a value in one event, as text; times as ISO 8601. */
export type Elements = (value: Value) => readonly string[];

/**
 * Whether the predicate holds for the event behind `elements`: the meaning of the IR in plain JavaScript.
 * Signals are judged with it, and the SQL is tested against it.
 */
export function holds(predicate: Predicate, elements: Elements): boolean {
  switch (predicate.kind) {
    case "and":
      return predicate.operands.every((each) => holds(each, elements));
    case "or":
      return predicate.operands.some((each) => holds(each, elements));
    case "not":
      return !holds(predicate.operand, elements);
    case "constant":
      return predicate.holds;
    case "exists":
      return elements(predicate.field.value).length > 0;
    case "equals":
      return elements(predicate.field.value).some((element) => equalsAny(predicate, element));
    case "compare":
      return elements(predicate.field.value).some((element) => withinBounds(predicate, element));
    case "wildcard": {
      const { pattern, ignoreCase } = predicate;
      return elements(predicate.field.value).some((element) => fitsWildcard(element, pattern, ignoreCase));
    }
    case "cidr":
      return elements(predicate.field.value).some((element) => inNetworks(predicate.networks, element));
    case "words":
      return elements(predicate.field.value).some((element) => hasWords(element, predicate.pattern));
    default:
      return unreachable(predicate);
  }
}

function equalsAny(predicate: EqualsPredicate, element: string): boolean {
  const { as, ignoreCase } = predicate;
  return predicate.texts.some((text) => {
    if (as === "text") return ignoreCase ? element.toLowerCase() === text.toLowerCase() : element === text;
    return relation(element, text, as) === 0;
  });
}

function withinBounds(predicate: ComparePredicate, element: string): boolean {
  return predicate.bounds.every(({ operator, text }) => {
    const order = relation(element, text, predicate.as);
    return order !== undefined && satisfies(operator, order);
  });
}

function satisfies(operator: CompareOperator, order: number): boolean {
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return unreachable(operator);
  }
}

/** Negative, zero or positive; undefined when the two cannot be compared in this way. */
function relation(element: string, literal: string, as: CompareAs): number | undefined {
  switch (as) {
    case "text":
    case "boolean":
      return compareCodePoints(element, literal);
    case "number":
      return difference(toNumber(element), toNumber(literal));
    case "time":
      return difference(parseInstant(element), parseInstant(literal));
    case "ip": {
      const [a, b] = [ipKey(element), ipKey(literal)];
      return a === undefined || b === undefined ? undefined : compareCodePoints(a, b);
    }
    case "number_or_text":
      return difference(toNumber(element), toNumber(literal)) ?? compareCodePoints(element, literal);
    default:
      return unreachable(as);
  }
}

function difference(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A JSON number's text, at most 40 characters; nothing else counts as a number (no `0x10`, no `Infinity`, no blanks). */
export const NUMBER_TEXT = /^-?[0-9]{1,30}([.][0-9]{1,30})?([eE][+-]?[0-9]{1,2})?$/;

function toNumber(text: string): number | undefined {
  return NUMBER_TEXT.test(text) ? Number(text) : undefined;
}

function inNetworks(networks: readonly string[], element: string): boolean {
  const key = ipKey(element);
  if (key === undefined) return false;
  return networks.some((network) => {
    const range = ipRange(network);
    return range !== undefined && range.first <= key && key <= range.last;
  });
}

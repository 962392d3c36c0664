import { unreachable } from "../util/invariant.ts";
import type { Field, Predicate, Value } from "./expr.ts";

/** The fields of a predicate, left to right. */
export function fieldsOf(predicate: Predicate): readonly Field[] {
  switch (predicate.kind) {
    case "and":
    case "or":
      return predicate.operands.flatMap(fieldsOf);
    case "not":
      return fieldsOf(predicate.operand);
    case "constant":
      return [];
    case "exists":
    case "equals":
    case "compare":
    case "wildcard":
    case "cidr":
    case "words":
      return [predicate.field];
    default:
      return unreachable(predicate);
  }
}

/** The columns of the events table that a value reads, with repeats. */
export function columnsOfValue(value: Value): readonly string[] {
  switch (value.kind) {
    case "column":
    case "path":
    case "java_text":
    case "without_suffix":
      return [value.column];
    case "constant":
      return [];
    case "pruned":
      return columnsOfValue(value.value);
    case "when":
      return [...columnsOf(value.condition), ...columnsOfValue(value.value)];
    case "all":
    case "first":
      return value.values.flatMap(columnsOfValue);
    default:
      return unreachable(value);
  }
}

/** The columns that a predicate reads, each once, sorted. */
export function columnsOf(predicate: Predicate): readonly string[] {
  return [...new Set(fieldsOf(predicate).flatMap((field) => columnsOfValue(field.value)))].sort();
}

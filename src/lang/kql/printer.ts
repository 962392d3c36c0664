import { unreachable } from "../../util/invariant.ts";
import type { FieldName, Query, Value, Values } from "./ast.ts";
import { bareText, patternText, quotedText } from "./print-text.ts";

/**
 * KQL text for a query that the parser could have made, which parses to the same query again.
 * Control and formatting characters come out as escapes, so that the text is safe to show.
 */
export function print(query: Query): string {
  switch (query.kind) {
    case "everything":
      return "";
    case "or":
      return query.operands.map((each) => grouped(each, ["or"])).join(" or ");
    case "and":
      return query.operands.map((each) => grouped(each, ["or", "and"])).join(" and ");
    case "not":
      return `not ${grouped(query.operand, ["or", "and", "not"])}`;
    case "nested":
      return `${printField(query.field)}:{ ${print(query.query)} }`;
    case "match":
      return `${printField(query.field)}:${printList(query.values)}`;
    case "range":
      return `${printField(query.field)} ${query.operator} ${printValue(query.value)}`;
    case "term":
      return printValue(query.value);
    default:
      return unreachable(query);
  }
}

function grouped(query: Query, kinds: readonly Query["kind"][]): string {
  return kinds.includes(query.kind) ? `(${print(query)})` : print(query);
}

function printList(values: Values): string {
  return values.kind === "literal" || values.kind === "pattern" ? printValue(values) : `(${printValues(values)})`;
}

function printValues(values: Values): string {
  switch (values.kind) {
    case "or_values":
      return values.operands.map((each) => groupedValues(each, ["or_values"])).join(" or ");
    case "and_values":
      return values.operands.map((each) => groupedValues(each, ["or_values", "and_values"])).join(" and ");
    case "not_values":
      return `not ${groupedValues(values.operand, ["or_values", "and_values", "not_values"])}`;
    case "literal":
    case "pattern":
      return printValue(values);
    default:
      return unreachable(values);
  }
}

function groupedValues(values: Values, kinds: readonly Values["kind"][]): string {
  return kinds.includes(values.kind) ? `(${printValues(values)})` : printValues(values);
}

function printValue(value: Value): string {
  if (value.kind === "pattern") return patternText(value.parts);
  if (typeof value.value !== "string") return String(value.value);
  return value.quoted || isTyped(value.value) ? quotedText(value.value) : bareText(value.value);
}

function printField(field: FieldName): string {
  if (field.kind === "name_pattern") return patternText(field.parts);
  return field.quoted ? quotedText(field.name) : bareText(field.name);
}

function isTyped(text: string): boolean {
  return text === "true" || text === "false" || text === "null";
}

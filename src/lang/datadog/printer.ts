import type { WildcardPart } from "../../ir/expr.ts";
import { unreachable } from "../../util/invariant.ts";
import type { FieldRef, RangeBound, Search, SearchValue, TermValue } from "./ast.ts";

/** A search as text that parses to the same search. Operators are written out: `a AND -(b OR @c:(d AND e))`. */
export function printSearch(search: Search): string {
  switch (search.kind) {
    case "all":
      return "*:*";
    case "and":
      return search.operands.map(printOperand).join(" AND ");
    case "or":
      return search.operands.map(printOperand).join(" OR ");
    case "not":
      return `-${printOperand(search.operand)}`;
    case "group":
      return `${printField(search.field)}:(${printSearch(search.search)})`;
    case "match":
      return (search.field === null ? "" : `${printField(search.field)}:`) + printValue(search.value);
    case "exists":
      return `${search.present ? "_exists_" : "_missing_"}:${escapeName(search.field.name)}`;
    case "cidr":
      return `CIDR(${[escapeArgument(search.field.name), ...search.networks].join(", ")})`;
    default:
      return unreachable(search);
  }
}

function printOperand(search: Search): string {
  const text = printSearch(search);
  return search.kind === "and" || search.kind === "or" ? `(${text})` : text;
}

function printField(field: FieldRef): string {
  return field.kind === "everything" ? "*" : escapeName(field.name);
}

function printValue(value: SearchValue): string {
  switch (value.kind) {
    case "term":
      return printTerm(value);
    case "phrase":
      return quote(value.text);
    case "compare":
      return value.operator + (value.text === "" ? '""' : escapeTerm(value.text));
    case "range":
      return `${opening(value.lower)} TO ${closing(value.upper)}`;
    default:
      return unreachable(value);
  }
}

const WORDS_WITH_MEANING = new Set(["AND", "OR", "NOT", "CIDR"]);

function printTerm({ parts }: TermValue): string {
  const text = parts.map((part, index) => printPart(part, index === 0)).join("");
  return WORDS_WITH_MEANING.has(text) ? `\\${text}` : text;
}

function printPart(part: WildcardPart, first: boolean): string {
  if (part === "any") return "*";
  if (part === "one") return "?";
  return first ? escapeTerm(part.text) : escapeInside(part.text);
}

function opening(bound: RangeBound | null): string {
  return bound === null ? "[*" : (bound.inclusive ? "[" : "{") + quote(bound.text);
}

function closing(bound: RangeBound | null): string {
  return bound === null ? "*]" : quote(bound.text) + (bound.inclusive ? "]" : "}");
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function escapeName(name: string): string {
  return escapeInside(name).replace(/^[-+=#]/, "\\$&");
}

function escapeTerm(text: string): string {
  return escapeInside(text).replace(/^[-+=#@]/, "\\$&");
}

function escapeInside(text: string): string {
  return text.replace(/[\s"[\]{}<>!^~\u{201C}\u{201D}()&|:*?\\]/gu, "\\$&");
}

function escapeArgument(text: string): string {
  return text.replace(/[\s,()\\]/g, "\\$&");
}

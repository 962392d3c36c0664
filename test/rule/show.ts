import type { Field, Predicate, WildcardPart } from "../../src/ir/expr.ts";
import type { DatadogSuppression } from "../../src/rule/datadog-suppression.ts";
import type { Rule } from "../../src/rule/rule.ts";
import type { Source } from "../../src/source/source.ts";
import { unreachable } from "../../src/util/invariant.ts";

/** A rule for golden files: predicates as text, fields as names, without what the input file says again. */
export function showRule(rule: Rule): unknown {
  const { source: _source, raw: _raw, ...rest } = rule;
  return JSON.parse(JSON.stringify(rest, replace));
}

export function showSuppression(suppression: DatadogSuppression): unknown {
  return JSON.parse(JSON.stringify(suppression, replace));
}

function replace(_key: string, value: unknown): unknown {
  if (isPredicate(value)) return showPredicate(value);
  if (isField(value)) return `field ${value.name}`;
  if (isSource(value)) return value.text;
  if (typeof value === "object" && value !== null && "span" in value) {
    const { span: _span, ...rest } = value;
    return rest;
  }
  return value;
}

const PREDICATES = ["and", "or", "not", "constant", "exists", "equals", "compare", "wildcard", "cidr", "words"];

function isPredicate(value: unknown): value is Predicate {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("span" in value)) return false;
  return PREDICATES.includes(String(value.kind));
}

function isField(value: unknown): value is Field {
  return typeof value === "object" && value !== null && "name" in value && "value" in value && "span" in value;
}

function isSource(value: unknown): value is Source {
  return typeof value === "object" && value !== null && "container" in value && "text" in value;
}

function showPredicate(predicate: Predicate): string {
  switch (predicate.kind) {
    case "and":
    case "or":
      return `(${predicate.operands.map(showPredicate).join(` ${predicate.kind} `)})`;
    case "not":
      return `not ${showPredicate(predicate.operand)}`;
    case "constant":
      return String(predicate.holds);
    case "exists":
      return `${predicate.field.name} exists`;
    case "equals":
      return `${predicate.field.name} = ${predicate.as}[${predicate.texts.join(" | ")}]`;
    case "compare": {
      const bounds = predicate.bounds.map(({ operator, text }) => `${operator} ${text}`).join(" and ");
      return `${predicate.field.name} ${predicate.as} ${bounds}`;
    }
    case "wildcard":
    case "words":
      return `${predicate.field.name} ${predicate.kind} ${predicate.pattern.map(showPart).join("")}`;
    case "cidr":
      return `${predicate.field.name} in ${predicate.networks.join(" | ")}`;
    default:
      return unreachable(predicate);
  }
}

function showPart(part: WildcardPart): string {
  if (part === "any") return "*";
  if (part === "one") return "?";
  return `<${part.text}>`;
}

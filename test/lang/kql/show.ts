import type { Predicate, WildcardPart } from "../../../src/ir/expr.ts";
import type { FieldName, PatternPart, Query, Values } from "../../../src/lang/kql/ast.ts";
import type { Span } from "../../../src/source/span.ts";
import { unreachable } from "../../../src/util/invariant.ts";

/** One line a node: kind, content, span. */
export function showQuery(query: Query, depth = 0): string {
  const line = (text: string, span: Span) => `${"  ".repeat(depth)}${text} ${span.start}..${span.end}`;
  switch (query.kind) {
    case "everything":
      return line(query.kind, query.span);
    case "or":
    case "and":
      return [line(query.kind, query.span), ...query.operands.map((each) => showQuery(each, depth + 1))].join("\n");
    case "not":
      return [line(query.kind, query.span), showQuery(query.operand, depth + 1)].join("\n");
    case "nested":
      return [line(`nested ${showField(query.field)}`, query.span), showQuery(query.query, depth + 1)].join("\n");
    case "match":
      return [line(`match ${showField(query.field)}`, query.span), showValues(query.values, depth + 1)].join("\n");
    case "range": {
      const head = line(`range ${showField(query.field)} ${query.operator}`, query.span);
      return [head, showValues(query.value, depth + 1)].join("\n");
    }
    case "term":
      return [line(query.kind, query.span), showValues(query.value, depth + 1)].join("\n");
    default:
      return unreachable(query);
  }
}

function showValues(values: Values, depth: number): string {
  const line = (text: string) => `${"  ".repeat(depth)}${text} ${values.span.start}..${values.span.end}`;
  switch (values.kind) {
    case "or_values":
    case "and_values":
      return [line(values.kind), ...values.operands.map((each) => showValues(each, depth + 1))].join("\n");
    case "not_values":
      return [line(values.kind), showValues(values.operand, depth + 1)].join("\n");
    case "literal":
      return line(`${values.quoted ? "quoted" : "bare"} ${JSON.stringify(values.value)}`);
    case "pattern":
      return line(`pattern ${showPattern(values.parts)}`);
    default:
      return unreachable(values);
  }
}

function showField(field: FieldName): string {
  const name = field.kind === "name" ? JSON.stringify(field.name) : showPattern(field.parts);
  return `${name}@${field.span.start}..${field.span.end}`;
}

function showPattern(parts: readonly (PatternPart | WildcardPart)[]): string {
  return parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part.text))).join(" ");
}

export function showPredicate(predicate: Predicate, depth = 0): string {
  const indent = "  ".repeat(depth);
  const inner = (each: Predicate) => showPredicate(each, depth + 1);
  switch (predicate.kind) {
    case "and":
    case "or":
      return [indent + predicate.kind, ...predicate.operands.map(inner)].join("\n");
    case "not":
      return [`${indent}not`, inner(predicate.operand)].join("\n");
    case "constant":
      return indent + String(predicate.holds);
    case "exists":
      return `${indent}exists ${predicate.field.name}`;
    case "equals":
      return `${indent}equals ${predicate.field.name} as ${predicate.as}: ${predicate.texts.map((text) => JSON.stringify(text)).join(", ")}`;
    case "compare": {
      const bounds = predicate.bounds.map(({ operator, text }) => `${operator} ${JSON.stringify(text)}`);
      return `${indent}compare ${predicate.field.name} as ${predicate.as}: ${bounds.join(" and ")}`;
    }
    case "wildcard":
    case "words":
      return `${indent}${predicate.kind} ${predicate.field.name}: ${showPattern(predicate.pattern)}`;
    case "cidr":
      return `${indent}cidr ${predicate.field.name}: ${predicate.networks.join(", ")}`;
    default:
      return unreachable(predicate);
  }
}

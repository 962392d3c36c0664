import { allOf, not } from "../../ir/build.ts";
import type { Predicate } from "../../ir/expr.ts";
import { unreachable } from "../../util/invariant.ts";
import type { MatchNode, NestedNode, Query, RangeNode, TermNode, Values } from "./ast.ts";
import { either } from "./either.ts";
import { excerpt } from "./excerpt.ts";
import { isAnything, lowerCompare, lowerEquals, type Targets } from "./lower-value.ts";
import { nestedHint } from "./nested-hint.ts";
import { resolveFields } from "./resolve-fields.ts";
import { type Scope, toField } from "./scope.ts";

/**
 * The meaning of a query, as Elasticsearch gives it to the query that Kibana makes of it. Two-valued: `not f:v` holds when
 * `f` is missing. What cannot be lowered is reported, and the predicate is then of no use.
 */
export function lower(query: Query, scope: Scope): Predicate {
  switch (query.kind) {
    case "everything":
      return { kind: "constant", holds: true, span: query.span };
    case "or":
      return either(
        query.operands.map((each) => lower(each, scope)),
        query.span,
      );
    case "and":
      return allOf(
        query.operands.map((each) => lower(each, scope)),
        query.span,
      );
    case "not":
      return not(lower(query.operand, scope), query.span);
    case "nested":
      return refuseNested(query, scope);
    case "match":
      return lowerMatch(query, scope);
    case "range":
      return lowerRange(query, scope);
    case "term":
      return lowerTerm(query, scope);
    default:
      return unreachable(query);
  }
}

/** No field of CloudTrail has Elasticsearch's nested type, so the vendor's engine finds nothing with this form either. */
function refuseNested(query: NestedNode, scope: Scope): Predicate {
  const name = query.field.kind === "name" ? query.field.name : "of this pattern";
  scope.reporter.error("unsupported-feature", `${excerpt(name)} is no nested field`, query.span, nestedHint(query));
  return { kind: "constant", holds: false, span: query.span };
}

function lowerMatch(query: MatchNode, scope: Scope): Predicate {
  const { field, values, span } = query;
  const every = field.kind === "name_pattern" && field.parts.length === 1;
  if (every && values.kind === "pattern" && isAnything(values)) return { kind: "constant", holds: true, span };
  const fields = resolveFields(field, scope);
  if (fields.length === 0) return { kind: "constant", holds: false, span };
  return lowerValues(values, { fields, need: field.kind === "name" ? "all" : "some" }, scope);
}

/** `f:(a and b)`: different elements of the field may satisfy `a` and `b`. */
function lowerValues(values: Values, targets: Targets, scope: Scope): Predicate {
  switch (values.kind) {
    case "or_values":
      return either(
        values.operands.map((each) => lowerValues(each, targets, scope)),
        values.span,
      );
    case "and_values":
      return allOf(
        values.operands.map((each) => lowerValues(each, targets, scope)),
        values.span,
      );
    case "not_values":
      return not(lowerValues(values.operand, targets, scope), values.span);
    case "literal":
    case "pattern":
      return lowerEquals(values, targets, scope);
    default:
      return unreachable(values);
  }
}

function lowerRange({ field, operator, value }: RangeNode, scope: Scope): Predicate {
  const fields = resolveFields(field, scope);
  if (fields.length === 0) return { kind: "constant", holds: false, span: field.span };
  return lowerCompare(operator, value, { fields, need: field.kind === "name" ? "all" : "some" }, scope);
}

/** A lone star finds every event. */
function lowerTerm({ value, span }: TermNode, scope: Scope): Predicate {
  if (isAnything(value)) return { kind: "constant", holds: true, span };
  const fields = scope.vocabulary.defaultFields.map((binding) => toField(binding, span));
  if (fields.length > 0) return lowerEquals(value, { fields, need: "some" }, scope);
  scope.reporter.error("unsupported-feature", "a value needs a field here", span, "write `field:value`");
  return { kind: "constant", holds: false, span };
}

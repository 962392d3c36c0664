import type { Field, Predicate } from "../../ir/expr.ts";
import { invariant, unreachable } from "../../util/invariant.ts";
import type { FieldRef, MatchSearch, Search } from "./ast.ts";
import { bindField, defaultFields, everyField, type Lowering } from "./bind-field.ts";
import { all, any, constant, not } from "./combine.ts";
import { lowerValue, wordsOf } from "./lower-value.ts";

/** What a value without a field is about. */
type Scope =
  | { readonly kind: "words"; readonly fields: readonly Field[] }
  | { readonly kind: "field"; readonly field: Field | null };

/**
 * A search as a predicate. Two-valued: a field that is missing matches nothing, so its negation holds.
 * Unknown fields are noted in the lowering's diagnostics and stand as false.
 */
export function lowerSearch(lowering: Lowering, search: Search): Predicate {
  return lower(lowering, search, { kind: "words", fields: defaultFields(lowering.vocabulary) });
}

function lower(lowering: Lowering, search: Search, scope: Scope): Predicate {
  const { span } = search;
  switch (search.kind) {
    case "all":
      return constant(true, span);
    case "and":
      return all(lowerEach(lowering, search.operands, scope), span);
    case "or":
      return any(lowerEach(lowering, search.operands, scope), span);
    case "not":
      return not(lower(lowering, search.operand, scope), span);
    case "group":
      return lower(lowering, search.search, scopeOf(lowering, search.field));
    case "match":
      return lowerMatch(lowering, search, search.field === null ? scope : scopeOf(lowering, search.field));
    case "exists": {
      const field = bindField(lowering, search.field);
      const exists: Predicate = field === null ? constant(false, span) : { kind: "exists", field, span };
      return search.present ? exists : not(exists, span);
    }
    case "cidr": {
      const field = bindField(lowering, search.field);
      return field === null ? constant(false, span) : { kind: "cidr", field, networks: search.networks, span };
    }
    default:
      return unreachable(search);
  }
}

function lowerEach(lowering: Lowering, operands: readonly Search[], scope: Scope): readonly Predicate[] {
  return operands.map((each) => lower(lowering, each, scope));
}

function scopeOf(lowering: Lowering, field: FieldRef): Scope {
  if (field.kind === "named") return { kind: "field", field: bindField(lowering, field) };
  return { kind: "words", fields: [everyField(lowering.vocabulary)] };
}

function lowerMatch(lowering: Lowering, search: MatchSearch, scope: Scope): Predicate {
  const { value, span } = search;
  if (scope.kind === "field") {
    return scope.field === null ? constant(false, span) : lowerValue(lowering, scope.field, value);
  }
  const pattern = wordsOf(value);
  invariant(pattern !== null, "the parser lets no comparison through without a field");
  return any(
    scope.fields.map((field) => ({ kind: "words", field, pattern, span })),
    span,
  );
}

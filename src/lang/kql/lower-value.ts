import type { CompareOperator, Field, Predicate } from "../../ir/expr.ts";
import type { Span } from "../../source/span.ts";
import type { Value } from "./ast.ts";
import { either } from "./either.ts";
import { type Fit, fits, misfit } from "./field-kind.ts";
import { kindOf } from "./kind-of.ts";
import { countTests, type Scope } from "./scope.ts";
import { warnOfText, warnOfTime } from "./warnings.ts";

/** Fields that a value is put to. `some`: a field that cannot hold the value is passed over, as in a search without a field. */
export interface Targets {
  readonly fields: readonly Field[];
  readonly need: "all" | "some";
}

type Test = (field: Field) => Fit;

/** `field:value`, for any of the fields. */
export function lowerEquals(value: Value, targets: Targets, scope: Scope): Predicate {
  return lowerTest((field) => fitValue(value, field), value.span, targets, scope);
}

/** `field >= value`, for any of the fields. */
export function lowerCompare(operator: CompareOperator, value: Value, targets: Targets, scope: Scope): Predicate {
  return lowerTest((field) => fitRange(operator, value, field), value.span, targets, scope);
}

/** A lone star asks whether there is a value. */
export function isAnything(value: Value): boolean {
  return value.kind === "pattern" && value.parts.length === 1 && value.parts[0] === "any";
}

function fitValue(value: Value, field: Field): Fit {
  if (isAnything(value)) return fits({ kind: "exists", field, span: value.span });
  const kind = kindOf[field.type];
  if (value.kind === "pattern") return kind.matches(field, value.parts, value.span);
  if (value.value === null) return misfit("`null` is no value", "for events without the field, write `not field:*`");
  return kind.equals(field, String(value.value), value.span);
}

function fitRange(operator: CompareOperator, value: Value, field: Field): Fit {
  if (value.kind === "pattern") return misfit("a range takes no pattern", "a star as such stands in double quotes");
  if (value.value === null) return misfit("`null` is no value to compare with");
  return kindOf[field.type].compare(field, operator, String(value.value), value.span);
}

function lowerTest(test: Test, span: Span, { fields, need }: Targets, scope: Scope): Predicate {
  countTests(scope, fields.length, span);
  const found = fields.map(test);
  const misfits = found.flatMap((each) => (each.kind === "misfit" ? [each] : []));
  const [first] = misfits;
  if (first && (need === "all" || misfits.length === found.length)) {
    scope.reporter.error(first.code, first.message, span, first.hint);
  }
  const predicates = found.flatMap((each) => (each.kind === "fits" ? [each.predicate] : []));
  warnOfTime(predicates, scope);
  warnOfText(predicates, scope);
  return either(predicates, span);
}

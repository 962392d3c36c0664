import { unreachable } from "../util/invariant.ts";
import type { Predicate, Value, WildcardPart } from "./expr.ts";
import type { Plan, SelectColumn, WhichCase } from "./plan.ts";

/**
 * Gives nodes numbers: two predicates, values, columns or plans have the same number exactly when they are built alike. Spans
 * and the names of fields do not count, for they change no result. Numbers are of one instance, meant for one run.
 */
export class Identities {
  readonly #numbers = new Map<string, number>();
  readonly #known = new WeakMap<object, number>();

  ofValue(value: Value): number {
    return this.#once(value, () => this.#valueParts(value));
  }

  ofPredicate(predicate: Predicate): number {
    return this.#once(predicate, () => this.#predicateParts(predicate));
  }

  ofPlan(plan: Plan): number {
    return this.#once(plan, () => this.#planParts(plan));
  }

  /** What a column of a select holds, whatever it is called. */
  ofColumn(column: SelectColumn): number {
    return this.#number(this.#columnParts(column));
  }

  #once(node: object, parts: () => readonly unknown[]): number {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const number = this.#number(parts());
    this.#known.set(node, number);
    return number;
  }

  #number(parts: readonly unknown[]): number {
    const key = JSON.stringify(parts);
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, number);
    return number;
  }

  #valueParts(value: Value): readonly unknown[] {
    switch (value.kind) {
      case "column":
        return [value.kind, value.column, value.type, value.many];
      case "path":
        return [value.kind, value.column, ...value.keys];
      case "constant":
        return ["text", value.text];
      case "java_text":
        return [value.kind, value.column];
      case "without_suffix":
        return [value.kind, value.column, value.suffix];
      case "pruned":
        return [value.kind, this.ofValue(value.value)];
      case "when":
        return [value.kind, this.ofPredicate(value.condition), this.ofValue(value.value)];
      case "all":
      case "first":
        return [value.kind, ...value.values.map((each) => this.ofValue(each))];
      default:
        return unreachable(value);
    }
  }

  #predicateParts(predicate: Predicate): readonly unknown[] {
    switch (predicate.kind) {
      case "and":
      case "or":
        return [predicate.kind, ...predicate.operands.map((each) => this.ofPredicate(each))];
      case "not":
        return [predicate.kind, this.ofPredicate(predicate.operand)];
      case "constant":
        return ["holds", predicate.holds];
      case "exists":
        return [predicate.kind, this.ofValue(predicate.field.value)];
      case "equals":
        return [
          predicate.kind,
          this.ofValue(predicate.field.value),
          predicate.as,
          predicate.ignoreCase,
          ...predicate.texts,
        ];
      case "compare":
        return [
          predicate.kind,
          this.ofValue(predicate.field.value),
          predicate.as,
          ...predicate.bounds.map(({ operator, text }) => [operator, text]),
        ];
      case "wildcard":
        return [predicate.kind, this.ofValue(predicate.field.value), predicate.ignoreCase, partsOf(predicate.pattern)];
      case "cidr":
        return [predicate.kind, this.ofValue(predicate.field.value), ...predicate.networks];
      case "words":
        return [predicate.kind, this.ofValue(predicate.field.value), partsOf(predicate.pattern)];
      default:
        return unreachable(predicate);
    }
  }

  #planParts(plan: Plan): readonly unknown[] {
    switch (plan.kind) {
      case "events":
        return [plan.kind];
      case "filter":
        return [plan.kind, this.ofPlan(plan.input), this.ofPredicate(plan.predicate)];
      case "between":
        return [plan.kind, this.ofPlan(plan.input), plan.from, plan.to];
      case "select":
        return [plan.kind, this.ofPlan(plan.input), ...plan.columns.map((each) => [each.name, this.ofColumn(each)])];
      case "explode":
        return [plan.kind, this.ofPlan(plan.input), plan.column, plan.keepEmpty];
      case "among":
        return [plan.kind, this.ofPlan(plan.input), plan.columns, plan.tuples];
      case "crowded":
        return [plan.kind, this.ofPlan(plan.input), plan.by, plan.bucket, plan.span, plan.least];
      case "thinned":
        return [plan.kind, this.ofPlan(plan.input), plan.by, plan.bucket, plan.silence, plan.width];
      case "aggregate":
        return [plan.kind, this.ofPlan(plan.input), plan.by, plan.measures];
      case "sort":
        return [plan.kind, this.ofPlan(plan.input), plan.by, plan.most ?? null];
      default:
        return unreachable(plan);
    }
  }

  #columnParts(column: SelectColumn): readonly unknown[] {
    switch (column.shape) {
      case "time":
        return [column.shape];
      case "bucket":
        return [column.shape, column.width];
      case "scalar":
      case "number":
      case "list":
        return [column.shape, this.ofValue(column.value)];
      case "which":
        return [column.shape, ...column.cases.map((each) => this.#caseParts(each))];
      case "packed": {
        const columns = column.columns.map((each) => this.ofColumn(each));
        return [column.shape, columns, ...column.cases.map((each) => this.#caseParts(each))];
      }
      default:
        return unreachable(column);
    }
  }

  #caseParts({ when, candidates }: WhichCase): readonly unknown[] {
    return [this.ofPredicate(when), ...candidates.map((each) => [each.name, this.ofPredicate(each.predicate)])];
  }
}

function partsOf(pattern: readonly WildcardPart[]): readonly unknown[] {
  return pattern.map((part) => (typeof part === "string" ? part : [part.text]));
}

import { unreachable } from "../util/invariant.ts";
import type { Field, Predicate, Value } from "./expr.ts";
import { holds } from "./holds.ts";

/** Column -> every text that it may have in the events that matter; null: it may be missing. Only plain text columns. */
export type KnownTexts = ReadonlyMap<string, readonly (string | null)[]>;

const NOTHING: Value = { kind: "all", values: [] };

/** A predicate that agrees with the given one on all events that are as known: what is decided there is a constant. */
export function specialise(predicate: Predicate, known: KnownTexts): Predicate {
  const { span } = predicate;
  switch (predicate.kind) {
    case "and":
    case "or": {
      const decisive = predicate.kind === "or";
      const operands: Predicate[] = [];
      for (const operand of predicate.operands) {
        const each = specialise(operand, known);
        if (each.kind !== "constant") operands.push(each);
        else if (each.holds === decisive) return each;
      }
      const [only] = operands;
      if (only === undefined) return { kind: "constant", holds: !decisive, span };
      return operands.length === 1 ? only : { ...predicate, operands };
    }
    case "not": {
      const operand = specialise(predicate.operand, known);
      return operand.kind === "constant" ? { ...operand, holds: !operand.holds } : { ...predicate, operand };
    }
    case "constant":
      return predicate;
    case "exists":
    case "equals":
    case "compare":
    case "wildcard":
    case "cidr":
    case "words":
      return specialiseLeaf(predicate, known);
    default:
      return unreachable(predicate);
  }
}

type Leaf = Extract<Predicate, { readonly field: unknown }>;

function specialiseLeaf(leaf: Leaf, known: KnownTexts): Predicate {
  const value = specialiseValue(leaf.field.value, known);
  const field: Field = { ...leaf.field, value };
  const decided = decide(leaf, possibleElements(value, known));
  return decided === null ? { ...leaf, field } : { kind: "constant", holds: decided, span: leaf.span };
}

/** The one answer for all possible elements; null when there are two, or when only the database may give it. */
function decide(leaf: Leaf, possible: readonly (readonly string[])[] | null): boolean | null {
  if (possible === null) return null;
  const none = possible.every((elements) => elements.length === 0);
  if (!none && !isPlain(leaf, possible.flat())) return null;
  const answers = new Set(possible.map((elements) => holds(leaf, () => elements)));
  return answers.size === 1 ? answers.has(true) : null;
}

/** Leaves on which JavaScript and every dialect agree to the letter: conversions and other alphabets' cases are left to the dialect. */
function isPlain(leaf: Leaf, texts: readonly string[]): boolean {
  switch (leaf.kind) {
    case "exists":
      return true;
    case "equals":
      return leaf.as === "text" && (!leaf.ignoreCase || [...texts, ...leaf.texts].every(isAscii));
    case "wildcard": {
      const literals = leaf.pattern.flatMap((part) => (typeof part === "string" ? [] : [part.text]));
      return !leaf.ignoreCase || [...texts, ...literals].every(isAscii);
    }
    case "compare":
    case "cidr":
    case "words":
      return false;
    default:
      return unreachable(leaf);
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** What the value may hold, one list an alternative; null when it is not known. */
function possibleElements(value: Value, known: KnownTexts): readonly (readonly string[])[] | null {
  if (value.kind === "constant") return [[value.text]];
  if (value.kind === "all") {
    const texts = value.values.map((each) => (each.kind === "constant" ? each.text : null));
    return texts.includes(null) ? null : [texts.filter((text) => text !== null)];
  }
  if (value.kind !== "column" || value.many || value.type !== "text") return null;
  return known.get(value.column)?.map((text) => (text === null ? [] : [text])) ?? null;
}

/** A value with the same elements in all events that are as known; parts that are missing there are left out. */
export function specialiseValue(value: Value, known: KnownTexts): Value {
  switch (value.kind) {
    case "column":
    case "path":
    case "constant":
    case "java_text":
    case "without_suffix":
      return value;
    case "pruned": {
      const inner = specialiseValue(value.value, known);
      return isNothing(inner) ? NOTHING : { ...value, value: inner };
    }
    case "when": {
      const condition = specialise(value.condition, known);
      const inner = specialiseValue(value.value, known);
      if (isNothing(inner) || (condition.kind === "constant" && !condition.holds)) return NOTHING;
      return condition.kind === "constant" ? inner : { ...value, condition, value: inner };
    }
    case "all":
    case "first": {
      const values = present(value.values, known);
      const [only = NOTHING] = values;
      if (values.length === 0 || (values.length === 1 && isText(only))) return only;
      return { ...value, values };
    }
    default:
      return unreachable(value);
  }
}

function present(values: readonly Value[], known: KnownTexts): readonly Value[] {
  return values.map((each) => specialiseValue(each, known)).filter((each) => !isNothing(each));
}

/** Reads the same by itself as among others, where every element becomes text. */
function isText(value: Value): boolean {
  switch (value.kind) {
    case "column":
      return value.type === "text";
    case "pruned":
    case "when":
      return isText(value.value);
    case "path":
    case "constant":
    case "java_text":
    case "without_suffix":
    case "all":
    case "first":
      return true;
    default:
      return unreachable(value);
  }
}

function isNothing(value: Value): boolean {
  return value.kind === "all" && value.values.length === 0;
}

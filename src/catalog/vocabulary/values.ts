import { allOf, not } from "../../ir/build.ts";
import type { Predicate, Value, ValueType, WildcardPart } from "../../ir/expr.ts";
import { nowhere } from "../../source/span.ts";
import { type ColumnName, column } from "../columns.ts";

// Short forms for the tables of this folder: values, and predicates over values that no text stands behind.

export function path(name: ColumnName, ...keys: readonly string[]): Value {
  return { kind: "path", column: name, keys };
}

export function constant(text: string): Value {
  return { kind: "constant", text };
}

export function pruned(value: Value): Value {
  return { kind: "pruned", value };
}

export function when(condition: Predicate, value: Value): Value {
  return { kind: "when", condition, value };
}

export function all(values: readonly Value[]): Value {
  const [only] = values;
  return values.length === 1 && only ? only : { kind: "all", values };
}

export function first(values: readonly Value[]): Value {
  return { kind: "first", values };
}

/** No event has it. */
export const NOTHING: Value = { kind: "all", values: [] };

export function exists(value: Value): Predicate {
  return { kind: "exists", field: fieldOf(value), span: nowhere };
}

export function missing(value: Value): Predicate {
  return not(exists(value));
}

export function isOneOf(value: Value, texts: readonly string[]): Predicate {
  return { kind: "equals", field: fieldOf(value), texts, as: "text", ignoreCase: false, span: nowhere };
}

/** `*` is any run of characters, `?` is one character; nothing else is special. */
export function isLike(value: Value, glob: string): Predicate {
  return { kind: "wildcard", field: fieldOf(value), pattern: globParts(glob), ignoreCase: false, span: nowhere };
}

export function isInNetworks(value: Value, networks: readonly string[]): Predicate {
  return { kind: "cidr", field: fieldOf(value), networks, span: nowhere };
}

/** An event of one of these names, from this service when one is given (`ssm` for `ssm.amazonaws.com`). */
export function isEvent(names: readonly string[], service?: string): Predicate {
  const named = isOneOf(column("event_name"), names);
  if (service === undefined) return named;
  return allOf([isOneOf(column("event_source"), [`${service}.amazonaws.com`]), named]);
}

function fieldOf(value: Value): { name: string; type: ValueType; value: Value; span: typeof nowhere } {
  return { name: nameOf(value), type: "text", value, span: nowhere };
}

/** For printed plans: the column or path behind a value that a vocabulary made up. */
function nameOf(value: Value): string {
  switch (value.kind) {
    case "column":
    case "java_text":
    case "without_suffix":
      return value.column;
    case "path":
      return [value.column, ...value.keys].join(".");
    case "pruned":
    case "when":
      return nameOf(value.value);
    case "constant":
      return value.text;
    case "all":
    case "first":
      return value.values.map(nameOf).join("|");
    default:
      return value satisfies never;
  }
}

function globParts(glob: string): WildcardPart[] {
  const parts: WildcardPart[] = [];
  for (const piece of glob.split(/([*?])/)) {
    if (piece === "*") parts.push("any");
    else if (piece === "?") parts.push("one");
    else if (piece !== "") parts.push({ text: piece });
  }
  return parts;
}

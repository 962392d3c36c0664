import type { Field, Predicate, Value } from "../../src/ir/expr.ts";
import { nowhere } from "../../src/source/span.ts";

export function column(name: string): Value {
  return { kind: "column", column: name, type: "text", many: false };
}

export function path(...keys: string[]): Value {
  return { kind: "path", column: "request_parameters", keys };
}

export function field(name: string, value: Value = column(name)): Field {
  return { name, type: "text", value, span: nowhere };
}

type Equals = Extract<Predicate, { kind: "equals" }>;

export function equals(of: Field, text: string, more: Partial<Equals> = {}): Predicate {
  return { kind: "equals", field: of, texts: [text], as: "text", ignoreCase: false, span: nowhere, ...more };
}

export function exists(of: Field): Predicate {
  return { kind: "exists", field: of, span: nowhere };
}

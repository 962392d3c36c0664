import type { Field, Predicate } from "../ir/expr.ts";
import { nowhere } from "../source/span.ts";

export function exists(field: Field): Predicate {
  return { kind: "exists", field, span: nowhere };
}

/** Some element is exactly this text. */
export function equalsText(field: Field, text: string): Predicate {
  return equalsAny(field, [text]);
}

/** Some element is exactly one of these texts. */
export function equalsAny(field: Field, texts: readonly string[]): Predicate {
  return { kind: "equals", field, texts, as: "text", ignoreCase: false, span: nowhere };
}

import type { Span } from "../source/span.ts";
import type { Value, ValueType } from "./value.ts";

/** A field as a rule named it, bound to what it holds. */
export interface Field {
  readonly name: string;
  readonly type: ValueType;
  readonly value: Value;
  readonly span: Span;
}

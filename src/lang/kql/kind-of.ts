import type { ValueType } from "../../ir/expr.ts";
import { booleanField } from "./boolean-field.ts";
import type { FieldKind } from "./field-kind.ts";
import { ipField } from "./ip-field.ts";
import { numberField } from "./number-field.ts";
import { textField } from "./text-field.ts";
import { timeField } from "./time-field.ts";

/** By the type of the field. JSON fields give their leaves as text. */
export const kindOf: Readonly<Record<ValueType, FieldKind>> = {
  text: textField,
  number: numberField,
  boolean: booleanField,
  time: timeField,
  ip: ipField,
  json: textField,
};

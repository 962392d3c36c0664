import { NUMBER_TEXT } from "../../ir/holds.ts";
import { excerpt } from "./excerpt.ts";
import { type FieldKind, fits, type Misfit, misfit } from "./field-kind.ts";

export const numberField: FieldKind = {
  equals(field, text, span) {
    if (!NUMBER_TEXT.test(text)) return notNumber(field.name, text);
    return fits({ kind: "equals", field, texts: [text], as: "number", ignoreCase: false, span });
  },
  compare(field, operator, text, span) {
    if (!NUMBER_TEXT.test(text)) return notNumber(field.name, text);
    return fits({ kind: "compare", field, bounds: [{ operator, text }], as: "number", span });
  },
  matches: (field) => misfit(`${excerpt(field.name)} holds numbers, which take no pattern`),
};

function notNumber(name: string, text: string): Misfit {
  return misfit(`${excerpt(name)} holds numbers, ${excerpt(text)} is none`);
}

import { excerpt } from "./excerpt.ts";
import { type FieldKind, fits, type Misfit, misfit } from "./field-kind.ts";

export const booleanField: FieldKind = {
  equals(field, text, span) {
    if (text !== "true" && text !== "false") return notBoolean(field.name);
    return fits({ kind: "equals", field, texts: [text], as: "boolean", ignoreCase: false, span });
  },
  compare: (field) => notBoolean(field.name),
  matches: (field) => notBoolean(field.name),
};

function notBoolean(name: string): Misfit {
  return misfit(`${excerpt(name)} is a boolean: it equals true or false, nothing else`);
}

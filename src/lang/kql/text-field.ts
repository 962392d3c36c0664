import { type FieldKind, fits } from "./field-kind.ts";

/** Exact, case-sensitive, the whole value: an Elasticsearch keyword, or a leaf of a flattened object. */
export const textField: FieldKind = {
  equals: (field, text, span) => fits({ kind: "equals", field, texts: [text], as: "text", ignoreCase: false, span }),
  compare: (field, operator, text, span) =>
    fits({ kind: "compare", field, bounds: [{ operator, text }], as: "text", span }),
  matches: (field, pattern, span) => fits({ kind: "wildcard", field, pattern, ignoreCase: false, span }),
};

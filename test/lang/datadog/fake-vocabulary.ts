import type { PathValue, Value, ValueType } from "../../../src/ir/expr.ts";
import type { Binding, Vocabulary } from "../../../src/ir/vocabulary.ts";
import { didYouMean } from "../../../src/util/did-you-mean.ts";

const TYPES: Readonly<Record<string, ValueType>> = {
  timestamp: "time",
  "@readOnly": "boolean",
  "@network.client.ip": "ip",
};

const NAMES = ["source", "service", "host", "status", "message", "timestamp", "tags", "env", "title"];

function path(name: string): PathValue {
  return { kind: "path", column: "document", keys: name.replace(/^@/, "").split(".") };
}

function binding(name: string): Binding {
  return { name, type: TYPES[name] ?? "text", value: path(name) };
}

/** Knows every attribute except those under `@unknown`, and the names above. */
export const fakeVocabulary: Vocabulary = {
  name: "datadog",
  resolve(name) {
    const known = NAMES.includes(name) || (name.startsWith("@") && !name.startsWith("@unknown"));
    if (known) return { kind: "field", binding: binding(name) };
    return { kind: "unknown", hint: didYouMean(name, NAMES) };
  },
  expand: () => [],
  defaultFields: [binding("message"), binding("title")],
  everything: { name: "*", type: "text", value: { kind: "path", column: "document", keys: [] } },
};

export type Document = { readonly [key: string]: Document | string | readonly (string | Document)[] };

/** The texts at a path, arrays opened. */
export function textsAt(
  document: Document | string | readonly (string | Document)[],
  keys: readonly string[],
): string[] {
  if (Array.isArray(document)) return document.flatMap((each) => textsAt(each, keys));
  if (typeof document === "string") return keys.length === 0 ? [document] : [];
  if (keys.length === 0) return [];
  const [first = "", ...rest] = keys;
  const child = Object.hasOwn(document, first) ? (document as Record<string, Document>)[first] : undefined;
  return child === undefined ? [] : textsAt(child, rest);
}

/** Every text of the document. */
export function allTexts(document: Document | string | readonly (string | Document)[]): string[] {
  if (typeof document === "string") return [document];
  return Object.values(document).flatMap((each) => allTexts(each as Document));
}

/** For `holds`: the elements of the fake vocabulary's values in one document. */
export function elementsOf(document: Document): (value: Value) => readonly string[] {
  return (value) => {
    if (value.kind !== "path") throw new Error(`unexpected ${value.kind}`);
    return value.keys.length === 0 ? allTexts(document) : textsAt(document, value.keys);
  };
}

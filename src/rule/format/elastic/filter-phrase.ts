import type { Span } from "../../../source/span.ts";
import type { Given } from "../shape.ts";
import { type Entry, type Tree, valueAt } from "../tree.ts";
import { scalarText } from "./exact.ts";

/** A field that must hold one of some values. */
export interface Phrase {
  readonly field: string;
  readonly fieldSpan: Span;
  readonly values: readonly Given<string>[];
}

/** The entry of an object that has just one. */
export function onlyEntry(tree: Tree): Entry | undefined {
  return tree.kind === "object" && tree.entries.length === 1 ? tree.entries[0] : undefined;
}

/** `{"match_phrase":{"f":"v"}}`, `{"match_phrase":{"f":{"query":"v"}}}` and the old `{"match":{"f":{"query":"v","type":"phrase"}}}`. */
export function phraseOf(clause: Entry): Phrase | null {
  const inner = onlyEntry(clause.value);
  if (!inner) return null;
  const value = clause.key === "match" ? oldPhraseValue(inner.value) : phraseValue(inner.value);
  const text = value && scalarText(value);
  if (!value || text === undefined) return null;
  return { field: inner.key, fieldSpan: inner.keySpan, values: [{ value: text, tree: value }] };
}

/** `{"should":[phrases of one field],"minimum_should_match":1}` */
export function phrasesOf(bool: Tree): Phrase | null {
  if (bool.kind !== "object" || bool.entries.length !== 2) return null;
  const least = valueAt(bool, "minimum_should_match");
  const should = valueAt(bool, "should");
  if (least?.kind !== "number" || least.number !== 1 || should?.kind !== "list") return null;
  const phrases = should.items.map((item) => {
    const clause = onlyEntry(item);
    return clause?.key === "match_phrase" ? phraseOf(clause) : null;
  });
  const [first] = phrases;
  if (!first || phrases.some((phrase) => phrase?.field !== first.field)) return null;
  return { ...first, values: phrases.flatMap((phrase) => phrase?.values ?? []) };
}

function phraseValue(tree: Tree): Tree | undefined {
  if (tree.kind !== "object") return tree;
  const inner = onlyEntry(tree);
  return inner?.key === "query" ? inner.value : undefined;
}

function oldPhraseValue(tree: Tree): Tree | undefined {
  if (tree.kind !== "object" || tree.entries.length !== 2) return undefined;
  const type = valueAt(tree, "type");
  return type?.kind === "text" && type.text === "phrase" ? valueAt(tree, "query") : undefined;
}

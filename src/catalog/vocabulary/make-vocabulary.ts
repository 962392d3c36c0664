import type { Binding, Resolution, Vocabulary, VocabularyName } from "../../ir/vocabulary.ts";
import { didYouMean } from "../../util/did-you-mean.ts";

export interface VocabularyParts {
  readonly name: VocabularyName;
  readonly listed: readonly Binding[];
  /** A binding for a name that no list can hold (paths into the record). */
  readonly open: (fieldName: string) => Binding | undefined;
  /** Why a name is not there, or where to find it. Without one, the nearest listed names are the hint. */
  readonly hint: (fieldName: string) => string | undefined;
  readonly defaultFields: readonly Binding[];
  readonly everything: Binding;
}

/** Names longer than this are not compared with the known ones for a guess. */
const LONGEST_GUESSED = 200;

export function makeVocabulary(parts: VocabularyParts): Vocabulary {
  const byName = new Map(parts.listed.map((binding) => [binding.name, binding]));
  return {
    name: parts.name,
    resolve: (fieldName) => resolve(parts, byName, fieldName),
    expand: (pattern) => expand(parts.listed, pattern),
    defaultFields: parts.defaultFields,
    everything: parts.everything,
  };
}

function resolve(parts: VocabularyParts, byName: ReadonlyMap<string, Binding>, fieldName: string): Resolution {
  const binding = byName.get(fieldName) ?? parts.open(fieldName);
  if (binding) return { kind: "field", binding };
  return { kind: "unknown", hint: parts.hint(fieldName) ?? guess(fieldName, byName.keys()) };
}

function guess(fieldName: string, known: Iterable<string>): string | undefined {
  return fieldName.length > LONGEST_GUESSED ? undefined : didYouMean(fieldName, known);
}

function expand(listed: readonly Binding[], pattern: string): readonly Binding[] {
  return listed.filter(({ name, type }) => fits(name, pattern) || (type === "json" && fits(`${name}.`, pattern)));
}

/** Greedy match of the fixed pieces from left to right: linear for any pattern. */
function fits(name: string, pattern: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.pop();
  if (tail === undefined) return name === pattern;
  if (!name.startsWith(head) || name.length < head.length + tail.length || !name.endsWith(tail)) return false;
  let at = head.length;
  const end = name.length - tail.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

import fc from "fast-check";
import type { WildcardPart } from "../../../src/ir/expr.ts";
import type { FieldRef, NamedField, Search, SearchValue } from "../../../src/lang/datadog/ast.ts";
import { nowhere } from "../../../src/source/span.ts";

export interface Alphabet {
  readonly names: fc.Arbitrary<string>;
  readonly texts: fc.Arbitrary<string>;
  readonly networks: fc.Arbitrary<string>;
}

/** Searches as the parser would build them. `scope`: what a value without a field is about. */
export function arbitrarySearch(alphabet: Alphabet, depth = 4): fc.Arbitrary<Search> {
  return search(alphabet, depth, "none");
}

type Scope = "none" | "named" | "everything";

function search(alphabet: Alphabet, depth: number, scope: Scope): fc.Arbitrary<Search> {
  const leaf = leafSearch(alphabet, scope);
  if (depth === 0) return leaf;
  const inner = search(alphabet, depth - 1, scope);
  const operands = fc.array(inner, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 2, arbitrary: operands.map((each): Search => ({ kind: "and", operands: each, span: nowhere })) },
    { weight: 2, arbitrary: operands.map((each): Search => ({ kind: "or", operands: each, span: nowhere })) },
    { weight: 2, arbitrary: inner.map((each): Search => ({ kind: "not", operand: each, span: nowhere })) },
    { weight: 1, arbitrary: group(alphabet, depth) },
  );
}

function group(alphabet: Alphabet, depth: number): fc.Arbitrary<Search> {
  const named = fc.record({ field: namedField(alphabet), search: search(alphabet, depth - 1, "named") });
  const everything = search(alphabet, depth - 1, "everything").map((each) => ({
    field: { kind: "everything", span: nowhere } as FieldRef,
    search: each,
  }));
  return fc.oneof(named, everything).map((each): Search => ({ kind: "group", ...each, span: nowhere }));
}

function leafSearch(alphabet: Alphabet, scope: Scope): fc.Arbitrary<Search> {
  const field = namedField(alphabet);
  const networks = fc.array(alphabet.networks, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    fc.constant<Search>({ kind: "all", span: nowhere }),
    fc.record({ field, value: fc.oneof(words(alphabet), orders(alphabet), anyTerm) }).map(matchOf),
    fc.record({ field: fc.constant<null>(null), value: bareValue(alphabet, scope) }).map(matchOf),
    fc
      .record({ field: fc.constant<FieldRef>({ kind: "everything", span: nowhere }), value: words(alphabet) })
      .map(matchOf),
    fc.record({ field, present: fc.boolean() }).map((each): Search => ({ kind: "exists", ...each, span: nowhere })),
    fc.record({ field, networks }).map((each): Search => ({ kind: "cidr", ...each, span: nowhere })),
  );
}

function matchOf(match: { field: FieldRef | null; value: SearchValue }): Search {
  return { kind: "match", ...match, span: nowhere };
}

function bareValue(alphabet: Alphabet, scope: Scope): fc.Arbitrary<SearchValue> {
  return scope === "named" ? fc.oneof(words(alphabet), orders(alphabet), anyTerm) : words(alphabet);
}

function namedField(alphabet: Alphabet): fc.Arbitrary<NamedField> {
  return alphabet.names.map((name) => ({ kind: "named", name, span: nowhere }));
}

const anyTerm = fc.constant<SearchValue>({ kind: "term", parts: ["any"], span: nowhere });

function words(alphabet: Alphabet): fc.Arbitrary<SearchValue> {
  const part = fc.oneof(
    { weight: 3, arbitrary: alphabet.texts.map((text): WildcardPart => ({ text })) },
    { weight: 1, arbitrary: fc.constantFrom<WildcardPart>("any", "one") },
  );
  const term = fc
    .array(part, { minLength: 1, maxLength: 4 })
    .map(canonical)
    .filter((parts) => !(parts.length === 1 && parts[0] === "any"))
    .map((parts): SearchValue => ({ kind: "term", parts, span: nowhere }));
  const phrase = alphabet.texts
    .filter((text) => text.trim() !== "")
    .map((text): SearchValue => ({ kind: "phrase", text, span: nowhere }));
  return fc.oneof(term, phrase);
}

function canonical(parts: readonly WildcardPart[]): WildcardPart[] {
  const result: WildcardPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part === "any" && last === "any") continue;
    if (typeof part === "object" && typeof last === "object")
      result[result.length - 1] = { text: last.text + part.text };
    else result.push(part);
  }
  return result;
}

function orders(alphabet: Alphabet): fc.Arbitrary<SearchValue> {
  const bound = fc.option(fc.record({ text: alphabet.texts, inclusive: fc.boolean() }));
  return fc.oneof(
    fc
      .record({
        operator: fc.constantFrom("<" as const, "<=" as const, ">" as const, ">=" as const),
        text: alphabet.texts,
      })
      .map((each): SearchValue => ({ kind: "compare", ...each, span: nowhere })),
    fc.record({ lower: bound, upper: bound }).map((each): SearchValue => ({ kind: "range", ...each, span: nowhere })),
  );
}

import fc from "fast-check";
import { expect, test } from "vitest";
import type { WildcardPart } from "../../../src/ir/expr.ts";
import { holds } from "../../../src/ir/holds.ts";
import type { FieldRef, RangeBound, Search, SearchValue } from "../../../src/lang/datadog/ast.ts";
import { compileSearch } from "../../../src/lang/datadog/compile.ts";
import { printSearch } from "../../../src/lang/datadog/printer.ts";
import { source } from "../../../src/source/source.ts";
import { unreachable } from "../../../src/util/invariant.ts";
import { arbitrarySearch } from "./arbitrary-search.ts";
import { allTexts, type Document, elementsOf, fakeVocabulary, textsAt } from "./fake-vocabulary.ts";

// An evaluator of its own over the AST, written from the vendor's description and not from the lowering.

function matches(search: Search, document: Document, scope: FieldRef | null): boolean {
  switch (search.kind) {
    case "all":
      return true;
    case "and":
      return search.operands.every((each) => matches(each, document, scope));
    case "or":
      return search.operands.some((each) => matches(each, document, scope));
    case "not":
      return !matches(search.operand, document, scope);
    case "group":
      return matches(search.search, document, search.field);
    case "match":
      return matchesValue(search.value, document, search.field ?? scope);
    case "exists":
      return textsOf(search.field, document).length > 0 === search.present;
    case "cidr":
      return textsOf(search.field, document).some((text) => search.networks.some((network) => within(text, network)));
    default:
      return unreachable(search);
  }
}

function textsOf(field: FieldRef, document: Document): string[] {
  return field.kind === "everything" ? allTexts(document) : textsAt(document, field.name.replace("@", "").split("."));
}

function matchesValue(value: SearchValue, document: Document, field: FieldRef | null): boolean {
  if (field === null) {
    return [...textsAt(document, ["message"]), ...textsAt(document, ["title"])].some((text) => hasWords(text, value));
  }
  const texts = textsOf(field, document);
  if (field.kind === "everything") return texts.some((text) => hasWords(text, value));
  return texts.some((text) => isValue(text, value, field.name === "status"));
}

function isValue(text: string, value: SearchValue, anyCase: boolean): boolean {
  const fold = (each: string) => (anyCase ? each.toLowerCase() : each);
  switch (value.kind) {
    case "term": {
      const [first] = value.parts;
      if (value.parts.length === 1 && typeof first === "object" && order(text, first.text) === 0) return true;
      const parts = value.parts.map((part) => (typeof part === "object" ? { text: fold(part.text) } : part));
      return fits(fold(text), parts);
    }
    case "phrase":
      return fold(text) === fold(value.text);
    case "compare":
      return { "<": [-1], "<=": [-1, 0], ">": [1], ">=": [1, 0] }[value.operator].includes(order(text, value.text));
    case "range":
      return above(text, value.lower, 1) && above(text, value.upper, -1);
    default:
      return unreachable(value);
  }
}

function above(text: string, bound: RangeBound | null, side: 1 | -1): boolean {
  if (bound === null) return true;
  const found = order(text, bound.text);
  return found === side || (found === 0 && bound.inclusive);
}

function order(left: string, right: string): number {
  const numeric = [left, right].every((each) => each !== "" && !/^\s|\s$/.test(each) && Number.isFinite(Number(each)));
  return numeric ? Math.sign(Number(left) - Number(right)) : left < right ? -1 : left > right ? 1 : 0;
}

function fits(text: string, [part, ...rest]: readonly WildcardPart[]): boolean {
  if (part === undefined) return text === "";
  if (part === "one") return text !== "" && fits(text.slice(1), rest);
  if (part !== "any") return text.startsWith(part.text) && fits(text.slice(part.text.length), rest);
  return Array.from({ length: text.length + 1 }, (_, skip) => text.slice(skip)).some((tail) => fits(tail, rest));
}

/** Some stretch between word boundaries fits the pattern, whose wildcards stay inside words. */
function hasWords(text: string, value: SearchValue): boolean {
  const isWord = (char: string | undefined) => char !== undefined && /\w/.test(char);
  const parts = value.kind === "term" ? value.parts : value.kind === "phrase" ? [{ text: value.text }] : [];
  const pattern = parts.map((part) => (typeof part === "object" ? { text: part.text.toLowerCase() } : part));
  const fitsInWords = (from: string, [part, ...rest]: readonly WildcardPart[]): boolean => {
    if (part === undefined) return from === "" || !isWord(from[0]);
    if (part === "one") return isWord(from[0]) && fitsInWords(from.slice(1), rest);
    if (part !== "any") return from.startsWith(part.text) && fitsInWords(from.slice(part.text.length), rest);
    for (let skip = 0; ; skip++) {
      if (fitsInWords(from.slice(skip), rest)) return true;
      if (!isWord(from[skip])) return false;
    }
  };
  const lower = text.toLowerCase();
  return Array.from({ length: lower.length + 1 }, (_, at) => at).some(
    (at) => !isWord(lower[at - 1]) && fitsInWords(lower.slice(at), pattern),
  );
}

/** IPv4 only: the generator makes no others. */
function within(text: string, network: string): boolean {
  const [address = "", prefix = "32"] = network.split("/");
  const [a, b] = [bits(text), bits(address)];
  return a !== undefined && b !== undefined && a.slice(0, Number(prefix)) === b.slice(0, Number(prefix));
}

function bits(text: string): string | undefined {
  const bytes = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text)?.slice(1);
  return bytes?.map((byte) => Number(byte).toString(2).padStart(8, "0")).join("");
}

const texts = fc.constantFrom(
  "a",
  "A",
  "b",
  "ab",
  "a b",
  "ab cd",
  "7",
  "7.0",
  "10",
  "-3",
  "1e1",
  "abc",
  "x_y",
  "10.1.2.3",
);
const element = fc.oneof(texts, fc.record({ c: texts }));
const node = fc.oneof(texts, fc.array(element, { maxLength: 3 }), fc.record({ c: fc.oneof(texts, fc.array(texts)) }));
const document: fc.Arbitrary<Document> = fc
  .record({ a: node, b: node, status: texts, message: texts, title: texts }, { requiredKeys: [] })
  .map((each) => each as Document);
const names = fc.constantFrom("@a", "@a.c", "@b", "@b.c", "status", "message");
const networks = fc.constantFrom("10.0.0.0/8", "10.1.2.0/24", "10.1.2.3", "192.0.2.0/30", "0.0.0.0/0");

test("the compiled search agrees with an independent reading of it", () => {
  fc.assert(
    fc.property(
      arbitrarySearch({ names, texts, networks }, 3),
      fc.array(document, { minLength: 1 }),
      (search, documents) => {
        const text = printSearch(search);
        const { predicate, diagnostics } = compileSearch(source("query", text), fakeVocabulary);
        expect(predicate, JSON.stringify(diagnostics.map((each) => each.message))).not.toBeNull();
        if (predicate === null) return;
        for (const each of documents)
          expect(holds(predicate, elementsOf(each)), text).toBe(matches(search, each, null));
      },
    ),
    { numRuns: 2000 },
  );
});

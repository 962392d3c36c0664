import type { CompareOperator, WildcardPart } from "../../ir/expr.ts";

/**
 * How one engine writes what the compilers need. Arguments and results are SQL expressions unless the type says
 * otherwise; a list is a list of text. Everything may be null; predicates may be null where they are not true.
 */
export interface Dialect {
  readonly name: string;
  /** The leaves below a JSON expression, as a list that is never null. */
  pathTexts(json: string, keys: readonly string[]): string;
  /** Java's `Map.toString()` of a JSON expression. */
  javaText(json: string): string;
  /** The instant that a text names, or null. */
  timeOf(text: string): string;
  isoText(timestamp: string): string;
  epochMs(timestamp: string): string;
  timestamp(epochMs: number): string;
  bucketMs(timestamp: string, width: number): string;
  /** A number, or null when the text is not one. */
  number(text: string): string;
  ipKey(text: string): string;
  castText(scalar: string): string;
  /** `then` for those rows, else null. */
  onlyWhen(condition: string, then: string): string;
  /** Texts one after the other; null is no text. */
  joinTexts(texts: readonly string[]): string;
  /** Aggregate: the texts of all rows with commas between them. */
  joinAll(text: string): string;
  /** The text of a JSON array of these values: numbers, texts, lists of texts, null. */
  jsonArray(values: readonly string[]): string;
  /** The text without its ending, null where it does not end so. */
  withoutSuffix(text: string, suffix: string): string;
  like(text: string, pattern: readonly WildcardPart[], ignoreCase: boolean): string;
  words(text: string, pattern: readonly WildcardPart[]): string;
  /** As a condition of its own, by which the storage may skip. */
  isOneOf(text: string, texts: readonly string[]): string;
  /** The same inside of other conditions. */
  isAmong(text: string, texts: readonly string[]): string;
  compare(left: string, operator: CompareOperator | "=", right: string): string;
  list: ListDialect;
}

export interface ListDialect {
  empty: string;
  /** Scalars and lists to one list without nulls. */
  /** A scalar as a list; none when it is null. */
  ofOne(scalar: string): string;
  concat(parts: readonly { readonly sql: string; readonly many: boolean }[]): string;
  filter(list: string, condition: (element: string) => string): string;
  any(list: string, condition: (element: string) => string): string;
  hasAny(list: string, texts: readonly string[]): string;
  /** Some element is none of the texts. */
  hasOtherThan(list: string, texts: readonly string[]): string;
  isNotEmpty(list: string): string;
  /** Smallest element, null when empty. */
  least(list: string): string;
  distinctSorted(list: string): string;
  /** FROM-less select item that makes one row an element. */
  explode(list: string, keepEmpty: boolean): string;
}

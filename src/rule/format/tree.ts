import type { Span } from "../../source/span.ts";

/** How a text is written in its file, which decides how it is decoded. */
export type TextStyle = "json" | "toml-basic" | "toml-literal" | "toml-long-basic" | "toml-long-literal";

/** A value of a rule file, JSON, TOML or YAML alike, with its place in the file. */
export type Tree = ObjectTree | ListTree | TextTree | NumberTree | BooleanTree | DateTree | NullTree;

export interface ObjectTree {
  readonly kind: "object";
  readonly entries: readonly Entry[];
  readonly span: Span;
}

/** Keys of one object are distinct. */
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Tree;
}

interface ListTree {
  readonly kind: "list";
  readonly items: readonly Tree[];
  readonly span: Span;
}

export interface TextTree {
  readonly kind: "text";
  readonly text: string;
  readonly style: TextStyle | "yaml";
  /** With its quotes. */
  readonly span: Span;
}

interface NumberTree {
  readonly kind: "number";
  readonly number: number;
  readonly span: Span;
}

interface BooleanTree {
  readonly kind: "boolean";
  readonly boolean: boolean;
  readonly span: Span;
}

/** TOML only: a date or time without quotes. */
interface DateTree {
  readonly kind: "date";
  readonly text: string;
  readonly span: Span;
}

interface NullTree {
  readonly kind: "null";
  readonly span: Span;
}

export function entryOf(tree: ObjectTree, key: string): Entry | undefined {
  return tree.entries.find((entry) => entry.key === key);
}

export function valueAt(tree: ObjectTree, key: string): Tree | undefined {
  return entryOf(tree, key)?.value;
}

/** The text under a key, undefined when there is none or something else. */
export function textOf(tree: ObjectTree, key: string): string | undefined {
  const value = valueAt(tree, key);
  return value?.kind === "text" ? value.text : undefined;
}

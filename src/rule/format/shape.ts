import { didYouMean } from "../../util/did-you-mean.ts";
import { oneOfThese, quote } from "./quote.ts";
import type { Report } from "./report.ts";
import type { TextTree, Tree } from "./tree.ts";

/** What a value must look like, and what it is then. `path` names the value in messages: `threat[0].tactic.id`. */
export interface Shape<T> {
  readonly expected: string;
  /** Undefined when a diagnostic says why not. */
  readonly read: (tree: Tree, path: string, report: Report) => T | undefined;
}

/** A value with its place. */
export interface Given<T> {
  readonly value: T;
  readonly tree: Tree;
}

function leaf<T>(expected: string, take: (tree: Tree) => T | undefined): Shape<T> {
  return {
    expected,
    read(tree, path, report) {
      const value = take(tree);
      if (value === undefined) wrong(tree, path, expected, report);
      return value;
    },
  };
}

export const text: Shape<string> = leaf("a text", (tree) => (tree.kind === "text" ? tree.text : undefined));

/** For names and ids. */
export const nonEmpty: Shape<string> = leaf("a text that is not empty", (tree) =>
  tree.kind === "text" && tree.text.trim() !== "" ? tree.text : undefined,
);

/** Text that is read further, character by character. */
export const code: Shape<TextTree> = leaf("a text", (tree) => (tree.kind === "text" ? tree : undefined));

export const boolean: Shape<boolean> = leaf("true or false", (tree) =>
  tree.kind === "boolean" ? tree.boolean : undefined,
);

/** Anything at all. */
export const anything: Shape<Tree> = leaf("a value", (tree) => tree);

export function integer(least: number, most = Number.MAX_SAFE_INTEGER): Shape<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return leaf(`a whole number ${range}`, (tree) => {
    if (tree.kind !== "number" || !Number.isSafeInteger(tree.number)) return undefined;
    return tree.number >= least && tree.number <= most ? tree.number : undefined;
  });
}

/** One of these numbers. */
export function oneNumber(numbers: readonly number[]): Shape<number> {
  return leaf(`one of ${numbers.join(", ")}`, (tree) =>
    tree.kind === "number" && numbers.includes(tree.number) ? tree.number : undefined,
  );
}

export function oneOf<const T extends string>(values: readonly T[]): Shape<T> {
  const expected = oneOfThese(values);
  return {
    expected,
    read(tree, path, report) {
      const found = values.find((value) => tree.kind === "text" && tree.text === value);
      if (found === undefined) {
        wrong(tree, path, expected, report, tree.kind === "text" ? didYouMean(tree.text, values) : undefined);
      }
      return found;
    },
  };
}

/** Every wrong item is reported; the list is there when none is. */
export function list<T>(item: Shape<T>, least = 0, most = Number.POSITIVE_INFINITY): Shape<readonly Given<T>[]> {
  const expected = `a list, each ${item.expected}`;
  return {
    expected,
    read(tree, path, report) {
      if (tree.kind !== "list") return wrong(tree, path, expected, report);
      const items = tree.items.map((each, i) => given(item.read(each, `${path}[${i}]`, report), each));
      const { length } = items;
      if (length < least || length > most) return wrongLength(tree, path, { least, most }, report);
      const good = items.filter((each) => each !== undefined);
      return good.length === length ? good : undefined;
    },
  };
}

/** A single value stands for a list of one. */
export function listOrOne<T>(item: Shape<T>, least = 0, most?: number): Shape<readonly Given<T>[]> {
  const many = list(item, least, most);
  return {
    expected: `${item.expected} or a list of such`,
    read(tree, path, report) {
      if (tree.kind === "list") return many.read(tree, path, report);
      const one = given(item.read(tree, path, report), tree);
      return one && [one];
    },
  };
}

function given<T>(value: T | undefined, tree: Tree): Given<T> | undefined {
  return value === undefined ? undefined : { value, tree };
}

function wrongLength(tree: Tree, path: string, limits: { least: number; most: number }, report: Report): undefined {
  const { least, most } = limits;
  const expected = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`;
  const found = tree.kind === "list" ? tree.items.length : 0;
  report.error("invalid-value", tree.span, `${path}: expected a list of ${expected}, found one of ${found}`);
}

export function wrong(tree: Tree, path: string, expected: string, report: Report, hint?: string): undefined {
  report.error("invalid-value", tree.span, `${path}: expected ${expected}, found ${describe(tree)}`, hint);
}

function describe(tree: Tree): string {
  switch (tree.kind) {
    case "text":
      return quote(tree.text);
    case "number":
      return String(tree.number);
    case "boolean":
      return String(tree.boolean);
    case "date":
      return `the date ${tree.text} without quotes`;
    default:
      return { list: "a list", object: "an object", null: "null" }[tree.kind];
  }
}

import { didYouMean } from "../../util/did-you-mean.ts";
import { unreachable } from "../../util/invariant.ts";
import { quote } from "./quote.ts";
import type { Report } from "./report.ts";
import { anything, type Given, type Shape, wrong } from "./shape.ts";
import { type Entry, entryOf, type ObjectTree, type Tree } from "./tree.ts";

/** What becomes of a key. `display` and `read-only` values stay in the rule's `raw` and change no detection. */
type Use =
  | { readonly kind: "used" | "display" | "read-only" }
  | { readonly kind: "no-effect"; readonly severity: "info" | "warning"; readonly because: string }
  | { readonly kind: "unsupported"; readonly because: string };

export interface Key<T> {
  readonly shape: Shape<T>;
  readonly use: Use;
  readonly isRequired: boolean;
}

export type KeyTable = Readonly<Record<string, Key<unknown>>>;

type TypeOfKey<K> = K extends Key<infer T> ? T : never;

/** A key that is absent, null or wrong is undefined. */
export type Read<T extends KeyTable> = { readonly [K in keyof T]: Given<TypeOfKey<T[K]>> | undefined };

export function used<T>(shape: Shape<T>): Key<T> {
  return { shape, use: { kind: "used" }, isRequired: false };
}

export function required<T>(shape: Shape<T>): Key<T> {
  return { shape, use: { kind: "used" }, isRequired: true };
}

export function display<T>(shape: Shape<T>): Key<T> {
  return { shape, use: { kind: "display" }, isRequired: false };
}

/** Written by the vendor's server. */
export const readOnly: Key<Tree> = { shape: anything, use: { kind: "read-only" }, isRequired: false };

/** Reported unless it is empty or false. */
export function noEffect<T>(shape: Shape<T>, severity: "info" | "warning", because: string): Key<T> {
  return { shape, use: { kind: "no-effect", severity, because }, isRequired: false };
}

/** An error unless it is empty or false. */
export function unsupported<T>(shape: Shape<T>, because: string): Key<T> {
  return { shape, use: { kind: "unsupported", because }, isRequired: false };
}

/** Reads an object by its table and reports every key that is unknown, missing, wrong or without effect. */
export function readKeys<T extends KeyTable>(tree: ObjectTree, table: T, path: string, report: Report): Read<T> {
  reportUnknown(tree, table, path, report);
  const read = Object.entries(table).map(([name, key]) => [name, readKey(tree, name, key, path, report)]);
  return Object.fromEntries(read) as Read<T>;
}

/** An object with these keys, inside another one. */
export function record<T extends KeyTable>(table: T): Shape<Read<T>> {
  const expected = "an object";
  return {
    expected,
    read(tree, path, report) {
      if (tree.kind !== "object") return wrong(tree, path, expected, report);
      return readKeys(tree, table, `${path}.`, report);
    },
  };
}

function reportUnknown(tree: ObjectTree, table: KeyTable, path: string, report: Report): void {
  for (const entry of tree.entries) {
    if (Object.hasOwn(table, entry.key)) continue;
    const where = path === "" ? "" : ` in ${path.replace(/\.$/, "")}`;
    report.error(
      "unknown-key",
      entry.keySpan,
      `unknown key ${quote(entry.key)}${where}`,
      didYouMean(entry.key, Object.keys(table)),
    );
  }
}

function readKey(
  tree: ObjectTree,
  name: string,
  key: Key<unknown>,
  path: string,
  report: Report,
): Given<unknown> | undefined {
  const entry = entryOf(tree, name);
  if (!entry || entry.value.kind === "null") {
    if (key.isRequired) report.error("missing-key", tree.span, `the key "${path}${name}" is missing`);
    return undefined;
  }
  const value = key.shape.read(entry.value, `${path}${name}`, report);
  if (value === undefined) return undefined;
  reportUse(entry, key.use, `${path}${name}`, report);
  return { value, tree: entry.value };
}

function reportUse(entry: Entry, use: Use, path: string, report: Report): void {
  switch (use.kind) {
    case "used":
    case "display":
    case "read-only":
      return;
    case "no-effect":
      if (!isEmpty(entry.value)) report[use.severity]("no-effect", entry.keySpan, `${path}: ${use.because}`);
      return;
    case "unsupported":
      if (!isEmpty(entry.value)) report.error("unsupported-feature", entry.keySpan, `${path}: ${use.because}`);
      return;
    default:
      unreachable(use);
  }
}

export function isEmpty(tree: Tree): boolean {
  switch (tree.kind) {
    case "null":
      return true;
    case "boolean":
      return !tree.boolean;
    case "text":
      return tree.text === "";
    case "list":
      return tree.items.length === 0;
    case "object":
      return tree.entries.every((entry) => isEmpty(entry.value));
    default:
      return false;
  }
}

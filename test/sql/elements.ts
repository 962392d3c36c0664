import type { Value } from "../../src/ir/expr.ts";
import { holds } from "../../src/ir/holds.ts";

/** A row of the events table as plain data: JSON columns parsed, times as ISO text. */
export type PlainRow = Readonly<Record<string, unknown>>;

/** The elements of a value in a row: written from the doc comments of src/ir/value.ts, for tests only. */
export function elementsOf(row: PlainRow, value: Value): readonly string[] {
  switch (value.kind) {
    case "column": {
      const cell = row[value.column];
      if (cell === null || cell === undefined) return [];
      return Array.isArray(cell) ? cell.map(String) : [String(cell)];
    }
    case "path":
      return leaves(row[value.column], value.keys);
    case "constant":
      return [value.text];
    case "without_suffix": {
      const cell = row[value.column];
      if (typeof cell !== "string" || !cell.endsWith(value.suffix)) return [];
      return [cell.slice(0, cell.length - value.suffix.length)];
    }
    case "java_text":
      throw new Error("not in these tests");
    case "pruned":
      return elementsOf(row, value.value).filter((text) => !["", "-", "none"].includes(text));
    case "when":
      return holds(value.condition, (inner) => elementsOf(row, inner)) ? elementsOf(row, value.value) : [];
    case "all":
      return value.values.flatMap((each) => elementsOf(row, each));
    case "first":
      return value.values.map((each) => elementsOf(row, each)).find((found) => found.length > 0) ?? [];
  }
}

function leaves(root: unknown, keys: readonly string[]): string[] {
  const found: string[] = [];
  const paths = [[...keys]];
  for (let from = 0; from < keys.length; from++) {
    for (let to = from + 2; to <= keys.length; to++) {
      paths.push([...keys.slice(0, from), keys.slice(from, to).join("."), ...keys.slice(to)]);
    }
  }
  for (const path of paths) {
    let nodes = open(root);
    for (const key of path)
      nodes = nodes.flatMap((node) => (isObject(node) && Object.hasOwn(node, key) ? open(node[key]) : []));
    found.push(...nodes.filter((node) => node !== null && typeof node !== "object").map(String));
  }
  return found;
}

function open(node: unknown): unknown[] {
  if (node === undefined || node === null) return [];
  return Array.isArray(node) ? node.flatMap((each) => (Array.isArray(each) ? each : [each])) : [node];
}

function isObject(node: unknown): node is Record<string, unknown> {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

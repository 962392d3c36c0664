import { unreachable } from "../../util/invariant.ts";
import type { JsonObject, JsonValue } from "../../util/json.ts";
import type { ObjectTree, Tree } from "./tree.ts";

/** The value without its places. A key `__proto__` is a key like any other. */
export function toPlain(tree: Tree): JsonValue {
  switch (tree.kind) {
    case "object":
      return toPlainObject(tree);
    case "list":
      return tree.items.map(toPlain);
    case "text":
    case "date":
      return tree.text;
    case "number":
      return tree.number;
    case "boolean":
      return tree.boolean;
    case "null":
      return null;
    default:
      return unreachable(tree);
  }
}

export function toPlainObject(tree: ObjectTree): JsonObject {
  return Object.fromEntries(tree.entries.map((entry) => [entry.key, toPlain(entry.value)]));
}

import type { Source } from "../../../source/source.ts";
import { canonicalJson, type JsonObject } from "../../../util/json.ts";
import { toPlainObject } from "../plain.ts";
import { type ObjectTree, textOf } from "../tree.ts";

/** An exception list or item where it was found. */
export interface FoundException {
  readonly file: Source;
  readonly tree: ObjectTree;
}

interface ExceptionList {
  readonly container: FoundException | null;
  /** By item_id; more than one when files disagree about what the item says. */
  readonly items: ReadonlyMap<string, readonly FoundException[]>;
}

/** All exception lists of all files, by namespace and list_id. */
export type ExceptionBook = ReadonlyMap<string, ExceptionList>;

export function listKey(namespace: string, listId: string): string {
  return JSON.stringify([namespace, listId]);
}

/** The same item in two exports counts once. */
export function bindExceptions(containers: readonly FoundException[], items: readonly FoundException[]): ExceptionBook {
  const book = new Map<string, { container: FoundException | null; items: Map<string, FoundException[]> }>();
  const open = (found: FoundException) => {
    const key = listKey(textOf(found.tree, "namespace_type") ?? "single", textOf(found.tree, "list_id") ?? "");
    const list = book.get(key) ?? { container: null, items: new Map<string, FoundException[]>() };
    book.set(key, list);
    return list;
  };
  for (const container of containers) open(container).container ??= container;
  for (const item of items) {
    const list = open(item).items;
    const id = textOf(item.tree, "item_id") ?? "";
    const known = list.get(id) ?? [];
    if (!known.some((each) => meaning(each) === meaning(item))) list.set(id, [...known, item]);
  }
  return book;
}

/** What decides whether the item applies, without who wrote it when. */
function meaning({ tree }: FoundException): string {
  const { entries, expire_time, os_types } = toPlainObject(tree) as JsonObject;
  return canonicalJson([entries ?? null, expire_time ?? null, os_types ?? null]);
}

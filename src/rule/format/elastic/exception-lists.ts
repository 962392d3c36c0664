import { readKeys } from "../keys.ts";
import type { Part, ReadFile } from "../parts.ts";
import { quote } from "../quote.ts";
import type { Report } from "../report.ts";
import { type ObjectTree, type Tree, textOf, valueAt } from "../tree.ts";
import { listKey } from "./exception-book.ts";
import { EXCEPTION_LIST } from "./exception-keys.ts";

/** Checks the exception lists of each file; items are checked where a rule applies them. Lists that none uses are named. */
export function reportLists(open: readonly (ReadFile & { readonly report: Report })[], all: readonly Part[]): void {
  const used = new Set(all.flatMap((part) => (part.kind === "elastic-rule" ? listsOf(part.found.tree) : [])));
  for (const { parts, report } of open) {
    const named = new Set<string>();
    for (const part of parts) {
      if (part.kind === "exception-list") readKeys(part.found.tree, EXCEPTION_LIST, "", report);
      if (part.kind !== "exception-list" && part.kind !== "exception-item") continue;
      const key = keyOf(part.found.tree);
      if (used.has(key) || named.has(key)) continue;
      named.add(key);
      const id = quote(textOf(part.found.tree, "list_id") ?? "");
      report.info("no-effect", part.span, `no rule uses the exception list ${id}`);
    }
  }
}

function listsOf(rule: ObjectTree): readonly string[] {
  const lists: Tree | undefined = valueAt(rule, "exceptions_list");
  return lists?.kind === "list" ? lists.items.flatMap((item) => (item.kind === "object" ? [keyOf(item)] : [])) : [];
}

function keyOf(tree: ObjectTree): string {
  return listKey(textOf(tree, "namespace_type") ?? "single", textOf(tree, "list_id") ?? "");
}

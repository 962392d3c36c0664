import type { Span } from "../../source/span.ts";
import { invariant } from "../../util/invariant.ts";
import type { ObjectTree, Tree } from "./tree.ts";

/** A table while its parts are still being met: `[a.b]`, `a.c = 1` and `[[a.d]]` all add to `a`. */
export interface TomlTable {
  /** The table at a path of keys and array positions, made when it is not there. */
  readonly open: (path: readonly (string | number)[], at: Span) => TomlTable;
  readonly put: (key: string, keySpan: Span, value: Tree) => void;
  readonly tree: () => ObjectTree;
}

type Slot = { readonly keySpan: Span } & (
  | { readonly kind: "leaf"; readonly tree: Tree }
  | { readonly kind: "table"; readonly table: TomlTable }
  | { readonly kind: "tables"; readonly tables: TomlTable[] }
);

export function createTomlTable(at: Span): TomlTable {
  const slots = new Map<string, Slot>();
  const self: TomlTable = {
    open(path, place) {
      const [key, position, ...rest] = path;
      if (key === undefined) return self;
      const name = String(key);
      if (typeof position === "number") return listed(slots, name, position, place).open(rest, place);
      return single(slots, name, place).open(path.slice(1), place);
    },
    put(key, keySpan, value) {
      slots.set(key, { kind: "leaf", keySpan, tree: value });
    },
    tree() {
      const entries = [...slots].map(([key, slot]) => ({ key, keySpan: slot.keySpan, value: slotTree(slot) }));
      return { kind: "object", entries, span: at };
    },
  };
  return self;
}

function single(slots: Map<string, Slot>, name: string, at: Span): TomlTable {
  const found = slots.get(name);
  if (found?.kind === "table") return found.table;
  invariant(!found, "the TOML parser let a key be defined twice");
  const table = createTomlTable(at);
  slots.set(name, { kind: "table", keySpan: at, table });
  return table;
}

function listed(slots: Map<string, Slot>, name: string, position: number, at: Span): TomlTable {
  const found = slots.get(name) ?? { kind: "tables", keySpan: at, tables: [] };
  invariant(found.kind === "tables", "the TOML parser let a key be defined twice");
  slots.set(name, found);
  const table = found.tables[position] ?? createTomlTable(at);
  found.tables[position] = table;
  return table;
}

function slotTree(slot: Slot): Tree {
  if (slot.kind === "leaf") return slot.tree;
  if (slot.kind === "table") return slot.table.tree();
  return { kind: "list", items: slot.tables.map((table) => table.tree()), span: slot.keySpan };
}

import { column } from "../../catalog/columns.ts";
import { allOf, anyOf, not } from "../../ir/build.ts";
import type { Predicate } from "../../ir/expr.ts";
import { KEY_COLUMNS } from "../../ir/implied-keys.ts";
import { nowhere } from "../../source/span.ts";
import type { Atom } from "./atoms.ts";
import { callsBy } from "./call-index.ts";
import type { Candidates } from "./candidates.ts";
import type { StoredCall } from "./stored-calls.ts";

/** Atoms that may hold for the same calls. */
export interface CallGroup {
  readonly calls: readonly StoredCall[];
  readonly atoms: readonly Atom[];
}

/** Every atom in exactly one group. */
export function groupAtoms(all: readonly Candidates[]): readonly CallGroup[] {
  const numbers = new Map<StoredCall, number>();
  const numberOf = (call: StoredCall): number => {
    const number = numbers.get(call) ?? numbers.size;
    numbers.set(call, number);
    return number;
  };
  const groups = new Map<string, { calls: readonly StoredCall[]; atoms: Atom[] }>();
  for (const { atom, calls } of all) {
    const key = calls
      .map(numberOf)
      .sort((a, b) => a - b)
      .join(",");
    const group = groups.get(key) ?? { calls, atoms: [] };
    group.atoms.push(atom);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Holds for the events of these calls and, among the stored ones, for no others. */
export function isOneOfCalls(calls: readonly StoredCall[]): Predicate {
  return anyOf(
    [...callsBy(calls, "source")].map(([source, those]) =>
      allOf([
        isOneOf(KEY_COLUMNS.source, [source]),
        isOneOf(
          KEY_COLUMNS.name,
          those.map(({ name }) => name),
        ),
      ]),
    ),
  );
}

/** The column has one of these texts, or is missing when null is one of them. */
export function isOneOf(name: "event_source" | "event_name", texts: readonly (string | null)[]): Predicate {
  const field = { name, type: "text" as const, value: column(name), span: nowhere };
  const given = [...new Set(texts)].filter((text) => text !== null);
  const parts: Predicate[] = [];
  if (given.length > 0)
    parts.push({ kind: "equals", field, texts: given, as: "text", ignoreCase: false, span: nowhere });
  if (texts.includes(null)) parts.push(not({ kind: "exists", field, span: nowhere }));
  return anyOf(parts);
}

import { allOf } from "./build.ts";
import type { Predicate, Value } from "./expr.ts";
import { ANY_KEY, type ImpliedKeys, impliedKeys, KEY_COLUMNS } from "./implied-keys.ts";
import { type KnownTexts, specialise, specialiseValue } from "./specialise.ts";
import { columnsOf } from "./walk.ts";

const IS_KEY: ReadonlySet<string> = new Set(Object.values(KEY_COLUMNS));

/**
 * The same predicate without what its own conditions on source and name rule out: in a search for `GetParameter`, of a field that
 * is read from another place for each call only that of `GetParameter` is left.
 */
export function narrow(predicate: Predicate): Predicate {
  if (predicate.kind !== "and") return predicate;
  const known = knownFrom(predicate.operands.filter(isOnKeys));
  if (known.size === 0) return predicate;
  return {
    ...predicate,
    operands: predicate.operands.map((each) => (isOnKeys(each) ? each : specialise(each, known))),
  };
}

/** The same value in all events that satisfy the predicates. */
export function narrowValue(value: Value, predicates: readonly Predicate[]): Value {
  const known = knownFrom(predicates);
  return known.size === 0 ? value : specialiseValue(value, known);
}

function isOnKeys(predicate: Predicate): boolean {
  return columnsOf(predicate).every((column) => IS_KEY.has(column)) && impliedKeys(predicate) !== ANY_KEY;
}

function knownFrom(predicates: readonly Predicate[]): KnownTexts {
  const keys = impliedKeys(allOf(predicates));
  const known = new Map<string, readonly string[]>();
  for (const [side, column] of [["sources", KEY_COLUMNS.source] as const, ["names", KEY_COLUMNS.name] as const]) {
    const texts = textsOf(keys, side);
    if (texts !== null) known.set(column, texts);
  }
  return known;
}

function textsOf(keys: ImpliedKeys, side: "sources" | "names"): readonly string[] | null {
  const texts = new Set<string>();
  for (const box of keys) {
    const those = box[side];
    if (those === null) return null;
    for (const text of those) texts.add(text);
  }
  return [...texts];
}

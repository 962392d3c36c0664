import { unreachable } from "../util/invariant.ts";
import type { AndPredicate, Predicate, Value } from "./expr.ts";
import { type Elements, holds } from "./holds.ts";

/** The columns that together say which call an event is. */
export const KEY_COLUMNS = { source: "event_source", name: "event_name" } as const;

/** Events whose source and name are among these; null is any, also none at all. */
export interface KeyBox {
  readonly sources: ReadonlySet<string> | null;
  readonly names: ReadonlySet<string> | null;
}

/** An event is in it when it is in some box; without boxes no event is. */
export type ImpliedKeys = readonly KeyBox[];

export const ANY_KEY: ImpliedKeys = [{ sources: null, names: null }];

/** More boxes than this are not worth their while: their union is widened. */
const MOST_BOXES = 32;

/**
 * What a predicate implies about source and name: whenever it holds for an event, the event is in one of the boxes. Only exact
 * texts make a box; a negation, or a leaf that looks at anything else, implies nothing.
 */
export function impliedKeys(predicate: Predicate): ImpliedKeys {
  switch (predicate.kind) {
    case "and":
      return ofAll(predicate);
    case "or":
      return united(predicate.operands.map(impliedKeys));
    case "not":
      return predicate.operand.kind === "constant" && predicate.operand.holds ? [] : ANY_KEY;
    case "constant":
      return predicate.holds ? ANY_KEY : [];
    case "exists":
    case "equals":
    case "compare":
    case "wildcard":
    case "cidr":
    case "words":
      return ofLeaf(predicate, predicate.field.value);
    default:
      return unreachable(predicate);
  }
}

type Leaf = Extract<Predicate, { readonly field: unknown }>;

/** Some element of the value satisfies the leaf: so one of its parts has an element that does. */
function ofLeaf(leaf: Leaf, value: Value): ImpliedKeys {
  switch (value.kind) {
    case "column":
      return ofColumn(leaf, value.column);
    case "constant":
      return holds(leaf, only(value.text)) ? ANY_KEY : [];
    case "pruned":
      return ofLeaf(leaf, value.value);
    case "when":
      return both(impliedKeys(value.condition), ofLeaf(leaf, value.value));
    case "all":
    case "first":
      return united(value.values.map((each) => ofLeaf(leaf, each)));
    case "path":
    case "java_text":
    case "without_suffix":
      return ANY_KEY;
    default:
      return unreachable(value);
  }
}

function only(text: string): Elements {
  return () => [text];
}

function ofColumn(leaf: Leaf, column: string): ImpliedKeys {
  const texts = exactTexts(leaf);
  if (texts === null) return ANY_KEY;
  if (column === KEY_COLUMNS.source) return [{ sources: new Set(texts), names: null }];
  if (column === KEY_COLUMNS.name) return [{ sources: null, names: new Set(texts) }];
  return ANY_KEY;
}

/** The only texts that satisfy the leaf; null when there may be others. */
function exactTexts(leaf: Leaf): readonly string[] | null {
  if (leaf.kind === "equals") return leaf.as === "text" && !leaf.ignoreCase ? leaf.texts : null;
  if (leaf.kind !== "wildcard" || leaf.ignoreCase) return null;
  const texts = leaf.pattern.map((part) => (typeof part === "string" ? null : part.text));
  return texts.includes(null) ? null : [texts.join("")];
}

function ofAll({ operands }: AndPredicate): ImpliedKeys {
  return operands.map(impliedKeys).reduce(both, ANY_KEY);
}

/** In both. Where the products grow too many, the narrower of the two stands for both, which is still implied. */
function both(a: ImpliedKeys, b: ImpliedKeys): ImpliedKeys {
  if (a === ANY_KEY) return b;
  if (b === ANY_KEY) return a;
  if (a.length * b.length > MOST_BOXES * MOST_BOXES) return a.length <= b.length ? a : b;
  const boxes = a.flatMap((x) =>
    b.map((y) => ({ sources: intersected(x.sources, y.sources), names: intersected(x.names, y.names) })),
  );
  return united([boxes.filter((box) => box.sources?.size !== 0 && box.names?.size !== 0)]);
}

function intersected(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): ReadonlySet<string> | null {
  if (a === null || b === null) return a ?? b;
  return new Set([...a].filter((text) => b.has(text)));
}

function united(all: readonly ImpliedKeys[]): ImpliedKeys {
  const boxes = all.flat();
  if (boxes.some((box) => box.sources === null && box.names === null)) return ANY_KEY;
  const merged = mergedBy(mergedBy(boxes, "sources", "names"), "names", "sources");
  return merged.length <= MOST_BOXES ? merged : widened(merged);
}

/** Boxes that are equal on one side become one box with both others. */
function mergedBy(boxes: readonly KeyBox[], same: keyof KeyBox, other: keyof KeyBox): readonly KeyBox[] {
  if (boxes.length < 2) return boxes;
  const groups = new Map<string, KeyBox>();
  for (const box of boxes) {
    const key = JSON.stringify(box[same] && [...box[same]].sort());
    const group = groups.get(key);
    groups.set(key, group === undefined ? box : { ...group, [other]: joined(group[other], box[other]) });
  }
  return [...groups.values()];
}

function joined(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): ReadonlySet<string> | null {
  return a === null || b === null ? null : new Set([...a, ...b]);
}

function widened(boxes: readonly KeyBox[]): ImpliedKeys {
  const box = boxes.reduce((a, b) => ({ sources: joined(a.sources, b.sources), names: joined(a.names, b.names) }));
  return box.sources === null && box.names === null ? ANY_KEY : [box];
}

/** Whether some box has the event; null stands for a missing source or name. */
export function isAmongKeys(keys: ImpliedKeys, source: string | null, name: string | null): boolean {
  return keys.some((box) => isIn(box.sources, source) && isIn(box.names, name));
}

function isIn(texts: ReadonlySet<string> | null, text: string | null): boolean {
  return texts === null || (text !== null && texts.has(text));
}

import type { Predicate } from "../../ir/expr.ts";

/** Events for which an atom holds and the rest as well. */
export interface Piece<Atom> {
  readonly atom: Atom;
  readonly rest: readonly Predicate[];
}

/** A predicate that is evaluated as a whole, once for all plans that use it; undefined when it is none. */
export type FindAtom<Atom> = (predicate: Predicate) => Atom | undefined;

/**
 * A predicate as a union of pieces: an atom itself, an atom with further conditions, or several of those. Null when it is not built so.
 * Detection methods ask for what a rule's predicate takes, for a part of it, or for the parts of several.
 */
export function splitPredicate<Atom>(predicate: Predicate, find: FindAtom<Atom>): readonly Piece<Atom>[] | null {
  const atom = find(predicate);
  if (atom !== undefined) return [{ atom, rest: [] }];
  if (predicate.kind === "or") {
    const pieces = predicate.operands.map((each) => splitPredicate(each, find));
    return pieces.includes(null) ? null : pieces.flatMap((each) => each ?? []);
  }
  if (predicate.kind !== "and") return null;
  for (const [at, operand] of predicate.operands.entries()) {
    const found = find(operand);
    if (found !== undefined) return [{ atom: found, rest: predicate.operands.filter((_, other) => other !== at) }];
  }
  return null;
}

import type { Reference } from "./ast.ts";

/** What a variable's text names; `nothing` for what cannot be a name, so that a typo in a message does no harm. */
export function readReference(text: string): Reference {
  const key = /^\[([^[\]]+)\](?:\.name)?$/.exec(text)?.[1];
  if (key !== undefined) return { kind: "tag", key };
  if (/^@[^\s@"'{}]+$/.test(text)) return { kind: "attribute", path: text };
  if (/^[\p{L}_][\p{L}\p{N}_.:/-]*$/u.test(text)) return { kind: "name", name: text };
  return { kind: "nothing" };
}

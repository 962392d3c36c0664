import type { BlockCondition } from "./ast.ts";
import { readReference } from "./reference.ts";
import type { Tag, Word } from "./tag.ts";

export type ParsedCondition =
  | { readonly ok: true; readonly condition: BlockCondition }
  | { readonly ok: false; readonly code: "unsupported-feature" | "syntax"; readonly message: string };

/** The condition of an opening tag. */
export function parseBlock(tag: Tag & { readonly kind: "open" }): ParsedCondition {
  switch (tag.name) {
    case "if":
    case "unless":
      return present(tag.words, tag.name, tag.negated !== (tag.name === "unless"));
    case "is_match":
    case "is_exact_match":
      return match(tag.words, tag.name, tag.negated);
    default: {
      const message = `the block "${tag.name.slice(0, 80)}" is not supported: there are if, unless, is_match and is_exact_match`;
      return { ok: false, code: "unsupported-feature", message };
    }
  }
}

function present(words: readonly Word[], name: string, negated: boolean): ParsedCondition {
  const [word, more] = words;
  if (word === undefined || more !== undefined) {
    return { ok: false, code: "syntax", message: `"${name}" takes one variable` };
  }
  return { ok: true, condition: { kind: "present", reference: readReference(word.text), negated } };
}

function match(words: readonly Word[], name: string, negated: boolean): ParsedCondition {
  const [word, ...texts] = words;
  if (word === undefined || texts.length === 0) {
    return { ok: false, code: "syntax", message: `"${name}" takes a variable and one or more texts, each in quotes` };
  }
  const reference = readReference(word.text);
  const exact = name === "is_exact_match";
  return {
    ok: true,
    condition: { kind: "match", reference, exact, texts: texts.map((each) => each.text), negated },
  };
}

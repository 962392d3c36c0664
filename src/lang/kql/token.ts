import type { Span } from "../../source/span.ts";
import { unreachable } from "../../util/invariant.ts";
import type { PatternPart } from "./ast.ts";
import { excerpt } from "./excerpt.ts";

type Keyword = "and" | "or" | "not";
export type Punctuation = "(" | ")" | "{" | "}" | ":" | "<" | "<=" | ">" | ">=";

export type Token = SignToken | QuotedToken | UnquotedToken;

/** `broken`: a string that never ends, already reported. */
interface SignToken {
  readonly kind: Keyword | Punctuation | "broken" | "end";
  readonly span: Span;
}

export interface QuotedToken {
  readonly kind: "quoted";
  readonly text: string;
  readonly span: Span;
}

/** One text part at least, or a star. */
export interface UnquotedToken {
  readonly kind: "unquoted";
  readonly parts: readonly PatternPart[];
  readonly span: Span;
}

/** For "found ..." in a message. */
export function describeToken(token: Token, text: string): string {
  switch (token.kind) {
    case "end":
      return "the end of the query";
    case "broken":
    case "quoted":
    case "unquoted":
      return excerpt(text.slice(token.span.start, token.span.end));
    case "and":
    case "or":
    case "not":
    case "(":
    case ")":
    case "{":
    case "}":
    case ":":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return `\`${token.kind}\``;
    default:
      return unreachable(token);
  }
}

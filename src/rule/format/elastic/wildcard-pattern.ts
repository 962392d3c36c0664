import type { WildcardPart } from "../../../ir/expr.ts";

/** Elasticsearch's wildcard syntax: `*` any run, `?` one character, a backslash takes the next character as it is. */
export function wildcardPattern(text: string): readonly WildcardPart[] {
  const parts: WildcardPart[] = [];
  let literal = "";
  const flush = (): void => {
    if (literal !== "") parts.push({ text: literal });
    literal = "";
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "*" || char === "?") {
      flush();
      parts.push(char === "*" ? "any" : "one");
    } else if (char === "\\" && at + 1 < text.length) {
      at += 1;
      literal += text.charAt(at);
    } else {
      literal += char;
    }
  }
  flush();
  return parts;
}

export interface RefusedJson {
  readonly at: number;
  readonly fault: "too deep" | "comment";
}

/**
 * What must never reach the recursive parser: a text that goes deeper than allowed. Comments are refused
 * here as well, because the parser skips them and a quote inside one would hide brackets from this scan.
 */
export function refuseJson(text: string, deepest: number): RefusedJson | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at);
    } else if (char === "/") {
      return { at, fault: "comment" };
    } else if (char === "{" || char === "[") {
      depth += 1;
      if (depth > deepest) return { at, fault: "too deep" };
    } else if (char === "}" || char === "]") {
      depth -= 1;
    }
  }
  return null;
}

/** A line break ends a string too, as it does for the parser. */
function endOfString(text: string, quote: number): number {
  let at = quote + 1;
  while (at < text.length && !'"\r\n'.includes(text[at] ?? "")) at += text[at] === "\\" ? 2 : 1;
  return at;
}

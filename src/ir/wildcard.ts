import type { WildcardPart } from "./predicate.ts";

/** The whole text fits the pattern. Literal runs between the wildcards only, so matching stays polynomial at worst. */
export function wildcardRegExp(pattern: readonly WildcardPart[], ignoreCase: boolean): RegExp {
  return new RegExp(`^${pattern.map(partSource).join("")}$`, ignoreCase ? "isu" : "su");
}

/** Letters, digits and `_` make words; the pattern must not begin or end inside one. */
export function wordsRegExp(pattern: readonly WildcardPart[]): RegExp {
  const body = pattern.map((part) => (part === "any" ? "\\w*" : part === "one" ? "\\w" : partSource(part))).join("");
  return new RegExp(`(^|[^A-Za-z0-9_])${body}($|[^A-Za-z0-9_])`, "is");
}

function partSource(part: WildcardPart): string {
  if (part === "any") return ".*";
  if (part === "one") return ".";
  return escapeRegExp(part.text);
}

/** For JavaScript and RE2 alike. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

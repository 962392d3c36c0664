import type { WildcardPart } from "./expr.ts";

/**
 * Whether the whole text fits the pattern. Greedy from star to star, so hostile text costs at most
 * (length of text x length of pattern), never more, unlike a backtracking RegExp.
 */
export function fitsWildcard(text: string, pattern: readonly WildcardPart[], ignoreCase: boolean): boolean {
  const fold = (each: string): string => (ignoreCase ? each.toLowerCase() : each);
  const have = [...fold(text)];
  const want = pattern.flatMap((part): Token[] => (typeof part === "string" ? [part] : literal(fold(part.text))));
  let [at, next, star, resume] = [0, 0, -1, 0];
  while (at < have.length) {
    const token = want[next];
    if (token === "any") {
      star = next++;
      resume = at;
    } else if (token === "one" || (typeof token === "object" && token.char === have[at])) {
      at++;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else return false;
  }
  while (want[next] === "any") next++;
  return next === want.length;
}

type Token = "any" | "one" | { readonly char: string };

function literal(text: string): Token[] {
  return [...text].map((char) => ({ char }));
}

const WORD = /^[A-Za-z0-9_]$/;

/**
 * Whether the pattern stands in the text, in any case, without beginning or ending inside a word; its wildcards stay
 * inside one. Letters, digits and `_` make words. All places are followed at once: (length of text x length of pattern).
 */
export function hasWords(text: string, pattern: readonly WildcardPart[]): boolean {
  const have = [...text.toLowerCase()];
  const want = pattern.flatMap((part): Token[] =>
    typeof part === "string" ? [part] : literal(part.text.toLowerCase()),
  );
  let reached = new Set<number>();
  for (let at = 0; at <= have.length; at++) {
    if (!isWord(have[at - 1])) reached.add(0);
    reached = skipStars(reached, want);
    if (reached.has(want.length) && !isWord(have[at])) return true;
    reached = advance(reached, want, have[at]);
  }
  return false;
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && WORD.test(char);
}

function skipStars(states: ReadonlySet<number>, want: readonly Token[]): Set<number> {
  const out = new Set(states);
  for (const state of out) if (want[state] === "any") out.add(state + 1);
  return out;
}

function advance(states: ReadonlySet<number>, want: readonly Token[], char: string | undefined): Set<number> {
  const out = new Set<number>();
  for (const state of states) {
    const token = want[state];
    if (token === "any" && isWord(char)) out.add(state);
    if (token === "one" && isWord(char)) out.add(state + 1);
    if (typeof token === "object" && token.char === char) out.add(state + 1);
  }
  return out;
}

/** For JavaScript and RE2 alike. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

const SPACES = " \t\r\n\u00a0";
const SPECIALS = '\\():<>"*{}';

/** KQL's white space: no other Unicode space separates words. */
export function isSpace(char: string | undefined): boolean {
  return char !== undefined && char !== "" && SPACES.includes(char);
}

/** Needs a backslash in unquoted text. */
export function isSpecial(char: string | undefined): boolean {
  return char !== undefined && char !== "" && SPECIALS.includes(char);
}

/** The keyword, in any case, that the text has at this place with white space behind it. */
export function spacedWordAt(text: string, at: number, words: readonly string[]): string | undefined {
  return words.find((word) => {
    const end = at + word.length;
    return isSpace(text[end]) && text.slice(at, end).toLowerCase() === word;
  });
}

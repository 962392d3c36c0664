const WIDEST = 60;

/** A piece of a query inside a message: cut, and without what could move a terminal's cursor. */
export function excerpt(text: string): string {
  const cut = text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
  return `\`${cut.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u{FFFD}")}\``;
}

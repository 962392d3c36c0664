import { isPrintable } from "./printable.ts";

/**
 * One POSIX shell word that stands for exactly this text: single quotes, `'` as `'\''`. Null when the text has
 * control characters (a terminal may act on them before the shell sees the quotes), invisible or
 * direction-changing characters (what is pasted is not what is seen) or lone surrogates (no UTF-8 form).
 */
export function shellQuote(text: string): string | null {
  if (!isPrintable(text)) return null;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

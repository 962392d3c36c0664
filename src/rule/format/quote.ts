const LONGEST = 60;

/** A text of a rule inside a message: quoted, cut, and without characters that steer a terminal. */
export function quote(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  return `"${cut.replace(/\p{C}/gu, "\u{FFFD}")}"`;
}

/** `"a", "b" or "c"` */
export function oneOfThese(texts: readonly string[]): string {
  const quoted = texts.map(quote);
  const last = quoted.pop();
  return quoted.length === 0 ? `${last ?? "nothing"}` : `${quoted.join(", ")} or ${last}`;
}

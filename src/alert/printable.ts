const UNPRINTABLE = /[\p{C}\u2028\u2029]/gu;

/** `\u001b`, or `\u{e0001}` above the basic plane. */
function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/**
 * Event text on one line, safe to print in a terminal: control characters, line breaks, bidirectional and other
 * invisible format characters, lone surrogates and unassigned code points are shown as `\uXXXX`.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** As `printable`, cut to this many code points of input with an ellipsis. */
export function printableShort(text: string, most: number): string {
  const head = Array.from(text.slice(0, 2 * most + 2));
  return head.length <= most ? printable(text) : `${printable(head.slice(0, most - 1).join(""))}…`;
}

/** Whether every character can be printed as it is. */
export function isPrintable(text: string): boolean {
  return text.search(UNPRINTABLE) === -1;
}

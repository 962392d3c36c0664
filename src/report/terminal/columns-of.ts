import stringWidth from "string-width";

const PLAIN = /^[\x20-\x7e]*$/;

/** Columns that a text takes in a terminal. Most texts are plain, and the general way first compiles some large expressions. */
export function columnsOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

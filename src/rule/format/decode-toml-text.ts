import { createDecodedWriter, type Decoded, type DecodedWriter } from "./decoded.ts";
import type { TextStyle } from "./tree.ts";

const SHORT: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

const HEX_DIGITS: Readonly<Record<string, number>> = { u: 4, U: 8 };

/** Decodes a well-formed TOML 1.0 string with its quotes. A line break becomes `\n`, however the file writes it. */
export function decodeTomlText(literal: string, style: Exclude<TextStyle, "json">): Decoded {
  const isLong = style === "toml-long-basic" || style === "toml-long-literal";
  const hasEscapes = style === "toml-basic" || style === "toml-long-basic";
  const quotes = isLong ? 3 : 1;
  const end = literal.length - quotes;
  const writer = createDecodedWriter();
  let at = isLong ? quotes + lineBreakAt(literal, quotes) : quotes;
  while (at < end) {
    const lineBreak = lineBreakAt(literal, at);
    if (lineBreak > 0) {
      writer.put("\n", at);
      at += lineBreak;
    } else if (hasEscapes && literal[at] === "\\") {
      at = decodeEscape(literal, at, end, writer);
    } else {
      writer.put(literal[at] ?? "", at);
      at += 1;
    }
  }
  return writer.end(end);
}

/** Length of the line break that begins here; 0 when there is none. */
function lineBreakAt(literal: string, at: number): number {
  if (literal[at] === "\n") return 1;
  return literal[at] === "\r" && literal[at + 1] === "\n" ? 2 : 0;
}

function decodeEscape(literal: string, at: number, end: number, writer: DecodedWriter): number {
  const letter = literal[at + 1] ?? "";
  const digits = HEX_DIGITS[letter];
  if (digits !== undefined) {
    const after = at + 2 + digits;
    writer.put(String.fromCodePoint(Number.parseInt(literal.slice(at + 2, after), 16)), at);
    return after;
  }
  const short = SHORT[letter];
  if (short !== undefined) {
    writer.put(short, at);
    return at + 2;
  }
  return skipBlank(literal, at + 1, end);
}

/** After a backslash that ends a line: to the next character that is not white space. */
function skipBlank(literal: string, from: number, end: number): number {
  let at = from;
  while (at < end && " \t\r\n".includes(literal[at] ?? "")) at += 1;
  return at;
}

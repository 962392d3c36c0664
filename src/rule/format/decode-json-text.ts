import { createDecodedWriter, type Decoded } from "./decoded.ts";

const SHORT: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Decodes a well-formed JSON string with its quotes (RFC 8259, 7). */
export function decodeJsonText(literal: string): Decoded {
  const writer = createDecodedWriter();
  const end = literal.length - 1;
  let at = 1;
  while (at < end) {
    if (literal[at] !== "\\") {
      writer.put(literal[at] ?? "", at);
      at += 1;
    } else if (literal[at + 1] === "u") {
      writer.put(String.fromCharCode(Number.parseInt(literal.slice(at + 2, at + 6), 16)), at);
      at += 6;
    } else {
      writer.put(SHORT[literal[at + 1] ?? ""] ?? "", at);
      at += 2;
    }
  }
  return writer.end(end);
}

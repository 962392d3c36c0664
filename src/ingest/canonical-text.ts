import { BACKSLASH, isSpace, LETTER_U, QUOTE } from "./byte.ts";

const SOLIDUS = 0x2f;

/**
 * Legal JSON text without white space between its tokens and without needless escapes (`\u0041`, `\/`); numbers and the
 * order of members stay as they are. What two writers of one document differ in most is gone.
 */
export function canonicalText(bytes: Uint8Array, from: number, to: number): Buffer {
  const out = Buffer.allocUnsafeSlow((to - from) * 3);
  let length = 0;
  for (let at = from; at < to; ) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      const { end, plain } = stringEnd(bytes, at + 1);
      length += plain ? copy(bytes, at, end, out, length) : out.write(respelt(bytes, at, end), length);
      at = end;
    } else {
      if (!isSpace(byte)) out[length++] = byte;
      at++;
    }
  }
  return out.subarray(0, length);
}

function copy(bytes: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  out.set(bytes.subarray(from, to), at);
  return to - from;
}

/** `plain`: without needless escapes. */
function stringEnd(bytes: Uint8Array, from: number): { end: number; plain: boolean } {
  let plain = true;
  let at = from;
  while (bytes[at] !== QUOTE) {
    if (bytes[at] === BACKSLASH) {
      at++;
      if (bytes[at] === LETTER_U || bytes[at] === SOLIDUS) plain = false;
    }
    at++;
  }
  return { end: at + 1, plain };
}

function respelt(bytes: Uint8Array, from: number, to: number): string {
  return JSON.stringify(JSON.parse(new TextDecoder().decode(bytes.subarray(from, to))));
}

import { isSpace, OPEN_ARRAY, OPEN_OBJECT } from "./byte.ts";

export type Sniffed =
  | { readonly kind: "gzip" }
  | { readonly kind: "json" /** Bytes of a byte order mark, to be passed over. */; readonly skip: number }
  | { readonly kind: "foreign"; readonly reason: string };

const MAGICS: readonly (readonly [string, readonly number[]])[] = [
  ["a zip archive", [0x50, 0x4b, 0x03, 0x04]],
  ["zstd data; decompress it first", [0x28, 0xb5, 0x2f, 0xfd]],
  ["bzip2 data; decompress it first", [0x42, 0x5a, 0x68]],
  ["xz data; decompress it first", [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ["a Parquet file", [0x50, 0x41, 0x52, 0x31]],
  ["UTF-16 text; convert it to UTF-8", [0xff, 0xfe]],
  ["UTF-16 text; convert it to UTF-8", [0xfe, 0xff]],
];

/** Bytes that `sniff` wants to see, unless the input is shorter. */
export const SNIFF_BYTES = 4096;

/** What an input is, judged by its first bytes and never by its name. */
export function sniff(head: Uint8Array): Sniffed {
  if (startsWith(head, [0x1f, 0x8b])) return { kind: "gzip" };
  const magic = MAGICS.find(([, bytes]) => startsWith(head, bytes));
  if (magic !== undefined) return { kind: "foreign", reason: magic[0] };
  const skip = startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  let at = skip;
  while (at < head.length && isSpace(head[at])) at++;
  if (at === head.length)
    return head.length < SNIFF_BYTES ? { kind: "foreign", reason: "empty file" } : { kind: "json", skip };
  if (head[at] === OPEN_OBJECT || head[at] === OPEN_ARRAY || mostLinesAreObjects(head)) return { kind: "json", skip };
  return { kind: "foreign", reason: isBinary(head) ? "binary file" : "not JSON" };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** A stray line before newline-delimited records must not cost the records. */
function mostLinesAreObjects(head: Uint8Array): boolean {
  const lines = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString("latin1").split("\n");
  const filled = lines.filter((line) => line.trim() !== "");
  return filled.filter((line) => line.startsWith("{")).length * 2 >= filled.length && filled.length > 1;
}

function isBinary(head: Uint8Array): boolean {
  return head.some((byte) => byte < 0x20 && !isSpace(byte) && byte !== 0x1b);
}

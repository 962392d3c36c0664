import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { FoundFile } from "./found-file.ts";
import type { InputSeconds, ReadLimits } from "./read-options.ts";
import { sniff } from "./sniff.ts";

const MIB = 1024 * 1024;
/** Files above these sizes are read in pieces. */
const MOST_STORED = 24 * MIB;
const MOST_TEXT = 64 * MIB;
/** A gzip member ends with its length modulo 2^32, little-endian (RFC 1952). */
const LENGTH_BYTES = 4;
const LEAST_CHUNK = 64 * 1024;

/**
 * The JSON text of a file of moderate size in one piece, which is the fast way. Null when there is anything about it that
 * the slow way has to decide: another kind, a second layer of gzip, damage, a limit.
 */
export function readWhole(
  file: FoundFile,
  { limits, seconds }: { readonly limits: ReadLimits; readonly seconds: InputSeconds },
): Uint8Array | null {
  if (file.size > MOST_STORED) return null;
  const start = performance.now();
  try {
    const stored = readFileSync(file.path);
    // it shrank or grew since it was found
    if (stored.length !== file.size) return null;
    const text = sniff(stored).kind === "gzip" ? inflate(stored, limits.maxDecompressedBytes) : stored;
    const sniffed = sniff(text);
    return sniffed.kind === "json" ? text.subarray(sniffed.skip) : null;
  } catch {
    // unreadable, corrupt or too large: the slow way finds out which, and what can be saved
    return null;
  } finally {
    seconds.decompress += (performance.now() - start) / 1000;
  }
}

function inflate(stored: Buffer, limit: number): Uint8Array {
  const most = Math.min(MOST_TEXT, limit);
  const told = stored.readUInt32LE(stored.length - LENGTH_BYTES) + 1;
  return gunzipSync(stored, { chunkSize: Math.max(LEAST_CHUNK, Math.min(told, most)), maxOutputLength: most });
}

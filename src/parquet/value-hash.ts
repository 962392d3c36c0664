/** From this length on, four bytes in every STRIDE are hashed: a comparison decides, and long values differ in ids. */
const LONG = 64;
const STRIDE = 12;

/** A multiplicative hash of `bytes[from, to)`, 32 bits. wasm/scan-record.ts computes the same; a test holds both together. */
export function valueHash(bytes: Uint8Array, from: number, to: number): number {
  const step = to - from >= LONG ? STRIDE : 4;
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += step) {
    hash = Math.imul(hash ^ fourBytes(bytes, at), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** Little-endian, signed. */
export function fourBytes(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

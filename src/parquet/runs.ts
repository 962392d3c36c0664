import type { ByteBuffer } from "./byte-buffer.ts";

/** Bits that hold every number up to `highest`. */
export function bitWidth(highest: number): number {
  return highest === 0 ? 0 : 32 - Math.clz32(highest);
}

/**
 * Parquet's RLE / bit-packing hybrid (Encodings.md of the format) of `values[0, count)`: one run of equal values when all are
 * equal, else one bit-packed run. `width` at most 25.
 */
export function writeRuns(out: ByteBuffer, values: ArrayLike<number>, count: number, width: number): void {
  if (count === 0) return;
  if (isConstant(values, count)) writeEqualRun(out, values[0] as number, count, width);
  else writePackedRun(out, values, count, width);
}

function isConstant(values: ArrayLike<number>, count: number): boolean {
  const first = values[0];
  for (let i = 1; i < count; i++) if (values[i] !== first) return false;
  return true;
}

function writeEqualRun(out: ByteBuffer, value: number, count: number, width: number): void {
  out.varint(count << 1);
  for (let bits = 0; bits < width; bits += 8) out.byte((value >>> bits) & 0xff);
}

function writePackedRun(out: ByteBuffer, values: ArrayLike<number>, count: number, width: number): void {
  const groups = Math.ceil(count / 8);
  out.varint(groups * 2 + 1);
  out.reserve(groups * width);
  const { bytes } = out;
  let at = out.length;
  let pending = 0;
  let bits = 0;
  for (let i = 0; i < groups * 8; i++) {
    pending |= (i < count ? (values[i] as number) : 0) << bits;
    bits += width;
    while (bits >= 8) {
      bytes[at++] = pending & 0xff;
      pending >>>= 8;
      bits -= 8;
    }
  }
  out.length = at;
}

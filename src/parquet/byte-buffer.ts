/** Below this length a loop copies faster than a call into the engine. */
const SHORT = 48;

/** Bytes that are appended to; memory grows by doubling and is kept when it is cleared. */
export class ByteBuffer {
  bytes: Buffer;
  length = 0;

  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Little-endian. */
  uint32(value: number): void {
    this.reserve(4);
    this.bytes[this.length++] = value & 0xff;
    this.bytes[this.length++] = (value >>> 8) & 0xff;
    this.bytes[this.length++] = (value >>> 16) & 0xff;
    this.bytes[this.length++] = value >>> 24;
  }

  /** LEB128, as Parquet's run headers are. */
  varint(value: number): void {
    let left = value;
    while (left > 0x7f) {
      this.byte((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    this.byte(left);
  }

  copy(from: Buffer, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    if (count > SHORT) from.copy(this.bytes, this.length, start, end);
    else for (let i = 0; i < count; i++) this.bytes[this.length + i] = from[start + i] as number;
    this.length += count;
  }

  view(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }
}

import type { ByteBuffer } from "./byte-buffer.ts";
import { writeRuns } from "./runs.ts";

/** Definition or repetition levels in a data page of version 1: their length, then their runs. */
export function writeLevels(page: ByteBuffer, levels: ArrayLike<number>, count: number, width: number): void {
  const start = page.length;
  page.uint32(0);
  writeRuns(page, levels, count, width);
  const length = page.length - start - 4;
  new DataView(page.bytes.buffer, page.bytes.byteOffset).setUint32(start, length, true);
}

import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { fsReason } from "./fs-reason.ts";
import { InputFault } from "./input-fault.ts";

/** Bytes in pieces that the receiver may keep. */
export type Bytes = AsyncIterable<Uint8Array>;

export interface ByteSource {
  readonly open: () => Bytes;
  /** It can be opened again, from the start. */
  readonly again: boolean;
}

const PIECE_BYTES = 256 * 1024;

/** A file's bytes. `onBytes` is told how many more have been read. Throws InputFault when the file cannot be read. */
export async function* fileBytes(
  path: string,
  size: number,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array> {
  const file = await open(path).catch((error: unknown) => fail(error, false));
  try {
    const piece = Math.min(PIECE_BYTES, size + 1);
    for (;;) {
      const buffer = Buffer.allocUnsafeSlow(piece);
      const { bytesRead } = await file.read(buffer, 0, piece).catch((error: unknown) => fail(error, true));
      if (bytesRead === 0) return;
      onBytes(bytesRead);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A stream's bytes; a stream of text is read as UTF-8. */
export async function* streamBytes(stream: Readable, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of stream) {
      const bytes = typeof piece === "string" ? Buffer.from(piece) : toBytes(piece);
      onBytes(bytes.length);
      yield bytes;
    }
  } catch (error) {
    fail(error, true);
  }
}

function toBytes(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece;
  throw new InputFault("a stream of something other than bytes");
}

function fail(error: unknown, begun: boolean): never {
  throw error instanceof InputFault ? error : new InputFault(fsReason(error), begun);
}

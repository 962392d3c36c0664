import type { Bytes } from "./input-bytes.ts";

export interface Peeked {
  readonly head: Uint8Array;
  /** All bytes, the head included; ends with the error that ended the head, if one did. To be read once, or closed. */
  readonly bytes: AsyncGenerator<Uint8Array>;
  /** What ended the head. */
  readonly failure: Failure | null;
}

interface Failure {
  readonly error: unknown;
}

/** Reads the first bytes of a stream, at least `count` of them unless it ends before. */
export async function peek(stream: Bytes, count: number): Promise<Peeked> {
  const iterator = stream[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0;
  let failure: Failure | null = null;
  try {
    while (length < count) {
      const { done, value } = await iterator.next();
      if (done) break;
      pieces.push(value);
      length += value.length;
    }
  } catch (error) {
    failure = { error };
  }
  const head = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
  return { head, bytes: replay(head, iterator, failure), failure };
}

async function* replay(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
  failure: Failure | null,
): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    if (failure !== null) throw failure.error;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

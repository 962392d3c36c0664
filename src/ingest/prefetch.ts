import type { Bytes } from "./input-bytes.ts";

/** The same bytes, asking for the next piece while the receiver works on this one: decompression has threads of its own. */
export async function* prefetch(stream: Bytes): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  let next = settled(iterator.next());
  try {
    for (;;) {
      const result = await next;
      if ("error" in result) throw result.error;
      if (result.done) return;
      next = settled(iterator.next());
      yield result.value;
    }
  } finally {
    await next;
    await iterator.return?.();
  }
}

type Settled = IteratorResult<Uint8Array, unknown> | { readonly error: unknown };

/** An error waits for its turn instead of being an unhandled rejection. */
function settled(next: Promise<IteratorResult<Uint8Array, unknown>>): Promise<Settled> {
  return next.catch((error: unknown) => ({ error }));
}

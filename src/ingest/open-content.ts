import { type GunzipOptions, gunzip } from "./gunzip.ts";
import type { ByteSource, Bytes } from "./input-bytes.ts";
import { peek } from "./peek.ts";
import { SNIFF_BYTES, sniff } from "./sniff.ts";

/** The JSON text of an input, to be read once; or why there is none. */
export type Content =
  | { readonly kind: "json"; readonly bytes: Bytes }
  | { readonly kind: "foreign"; readonly reason: string };

/** gzip in gzip happens when a client and a bucket both compress; more is no log file. */
const MOST_GZIP_LAYERS = 2;

/** Decompresses, up to two layers, and looks at what it is. Throws InputFault when the input breaks off before that can be told. */
export async function openContent(source: ByteSource, options: GunzipOptions, layers = 0): Promise<Content> {
  const { head, bytes, failure } = await peek(source.open(), SNIFF_BYTES);
  const sniffed = sniff(head);
  switch (sniffed.kind) {
    case "json":
      return { kind: "json", bytes: sniffed.skip === 0 ? bytes : withoutFirst(bytes, sniffed.skip) };
    case "foreign":
      await bytes.return(undefined);
      if (failure !== null) throw failure.error;
      return sniffed;
    case "gzip":
      if (layers < MOST_GZIP_LAYERS) return openContent(gunzip(begun(source, bytes), options), options, layers + 1);
      await bytes.return(undefined);
      return { kind: "foreign", reason: "gzip inside gzip inside gzip" };
  }
}

/** The source, whose first opening has already begun. */
function begun(source: ByteSource, bytes: Bytes): ByteSource {
  let first: Bytes | null = bytes;
  const open = () => {
    const opened = first ?? source.open();
    first = null;
    return opened;
  };
  return { open, again: source.again };
}

async function* withoutFirst(bytes: Bytes, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const piece of bytes) {
    yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

import { newInflater } from "./inflater.ts";
import type { ByteSource, Bytes } from "./input-bytes.ts";

export interface GunzipOptions {
  /** Most bytes of output. */
  readonly limit: number;
  /** Told the seconds spent waiting for output. */
  readonly onSeconds: (seconds: number) => void;
}

/** Input that is decompressed at a time: at deflate's greatest ratio, 1032, its output is 16 MiB. */
const SLICE_BYTES = 16 * 1024;
/** For a source that cannot be read again to find the last good byte before a break. */
const FINE_SLICE_BYTES = 4 * 1024;

/** The content of gzip data. Opening it again starts from the begin. Its bytes end with an InputFault when the data do not end well. */
export function gunzip(source: ByteSource, options: GunzipOptions): ByteSource {
  return { open: () => inflate(source, options), again: source.again };
}

async function* inflate(source: ByteSource, options: GunzipOptions): AsyncGenerator<Uint8Array> {
  const progress: Progress = { input: 0, output: 0 };
  try {
    yield* inflatePieces(source.open(), () => (source.again ? SLICE_BYTES : FINE_SLICE_BYTES), options, progress);
  } catch (error) {
    if (source.again && isCorrupt(error)) yield* inflateToBreak(source, options, progress);
    throw error;
  }
}

/** How much input was decompressed without an error, and how much output has been handed over. */
interface Progress {
  input: number;
  output: number;
}

/**
 * zlib keeps back the output of the call that fails. So decompress again up to the last good call, then byte by byte, and
 * hand over what was missing.
 */
async function* inflateToBreak(
  source: ByteSource,
  options: GunzipOptions,
  { input, output }: Progress,
): AsyncGenerator<Uint8Array> {
  const sliceAt = (at: number) => (at < input ? Math.min(SLICE_BYTES, input - at) : 1);
  let known = output;
  for await (const piece of inflatePieces(source.open(), sliceAt, options, { input: 0, output: 0 })) {
    if (piece.length > known) yield piece.subarray(known);
    known = Math.max(0, known - piece.length);
  }
}

async function* inflatePieces(
  compressed: Bytes,
  sliceAt: (at: number) => number,
  options: GunzipOptions,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  const inflater = newInflater(options.limit);
  const timed = (work: Promise<void>) => time(work, options.onSeconds);
  try {
    for await (const piece of compressed) {
      for (let at = 0; at < piece.length; ) {
        const slice = piece.subarray(at, at + sliceAt(progress.input));
        await timed(inflater.feed(slice));
        yield* hand(inflater.take(), progress);
        const fault = inflater.fault();
        if (fault !== null) throw fault;
        at += slice.length;
        progress.input += slice.length;
      }
    }
    await timed(inflater.finish());
    yield* hand(inflater.take(), progress);
    const fault = inflater.fault();
    if (fault !== null) throw fault;
  } finally {
    inflater.close();
  }
}

function* hand(pieces: readonly Uint8Array[], progress: Progress): Generator<Uint8Array> {
  for (const piece of pieces) {
    progress.output += piece.length;
    yield piece;
  }
}

async function time(work: Promise<void>, onSeconds: (seconds: number) => void): Promise<void> {
  const start = performance.now();
  await work;
  onSeconds((performance.now() - start) / 1000);
}

function isCorrupt(error: unknown): boolean {
  return error instanceof Error && "corrupt" in error;
}

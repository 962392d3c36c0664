import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { S3Client } from "@aws-sdk/client-s3";

export interface Download {
  readonly bucket: string;
  readonly key: string;
  /** Written here; nothing is left of it when it fails. */
  readonly path: string;
  /** More than this is not written, whatever the listing said. */
  readonly maxBytes: number;
}

/** ms for one object, so that a server that sends a byte now and then holds nothing up. */
const LONGEST = 10 * 60_000;

/** Fetches one object once. Gives false when it is too large. Throws what the SDK or the network does. */
export async function download(client: S3Client, wanted: Download, signal: AbortSignal): Promise<boolean> {
  const { GetObjectCommand } = await import("@aws-sdk/client-s3");
  const stop = new AbortController();
  const abort = () => stop.abort();
  const timer = setTimeout(abort, LONGEST);
  signal.addEventListener("abort", abort);
  try {
    if (signal.aborted) abort();
    const command = new GetObjectCommand({ Bucket: wanted.bucket, Key: wanted.key });
    const { Body } = await client.send(command, { abortSignal: stop.signal });
    if (!(Body instanceof Readable)) throw new Error("the server gave no content");
    return await save(Body, wanted, stop.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

class TooLarge extends Error {}

async function save(body: Readable, { path, maxBytes }: Download, signal: AbortSignal): Promise<boolean> {
  try {
    await pipeline(body, (pieces: AsyncIterable<Uint8Array>) => capped(pieces, maxBytes), createWriteStream(path), {
      signal,
    });
    return true;
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof TooLarge) return false;
    throw error;
  }
}

async function* capped(pieces: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > most) throw new TooLarge();
    yield piece;
  }
}

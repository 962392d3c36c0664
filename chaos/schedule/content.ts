import { gzipSync } from "node:zlib";
import type { World } from "./world.ts";

/** What a file holds when it is whole. */
export interface Content {
  /** Indices into the world's records. */
  readonly records: readonly number[];
  readonly shape: "records" | "ndjson";
  readonly gzip: boolean;
}

/** The bytes of a whole file. */
export function bytesOf(world: World, { records, shape, gzip }: Content): Buffer {
  const texts = records.map((index) => world.records[index] ?? "");
  const text = shape === "records" ? `{"Records":[${texts.join(",")}]}` : texts.map((each) => `${each}\n`).join("");
  return gzip ? gzipSync(text, { level: 1 }) : Buffer.from(text);
}

/** How CloudTrail writes them: gzip around `Records`. */
export function trailContent(records: readonly number[]): Content {
  return { records, shape: "records", gzip: true };
}

export function extensionOf({ gzip }: Content): string {
  return gzip ? ".json.gz" : ".json";
}

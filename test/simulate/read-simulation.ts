import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { JsonObject } from "../../src/util/json.ts";

/** Paths of the trail's files below a simulation's folder, sorted. */
export function trailFiles(folder: string): string[] {
  const all = readdirSync(join(folder, "AWSLogs"), { recursive: true, encoding: "utf8" });
  return all.filter((path) => path.endsWith(".json.gz")).sort();
}

export function trailBytes(folder: string): Buffer[] {
  return trailFiles(folder).map((path) => readFileSync(join(folder, "AWSLogs", path)));
}

/** Every record of every file, repeated ones included. */
export function trailRecords(folder: string): JsonObject[] {
  return trailBytes(folder).flatMap((bytes) => JSON.parse(gunzipSync(bytes).toString("utf8")).Records);
}

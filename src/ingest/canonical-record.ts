import { createHash } from "node:crypto";
import { canonicalJson, type JsonObject } from "../util/json.ts";
import { canonicalText } from "./canonical-text.ts";
import type { GoodRecord } from "./check-record.ts";

/** The text of a record with each key once (the last one counts), spelt without needless escapes and white space. */
export function canonicalRecord({ bytes, shape }: GoodRecord): Buffer {
  const members = new Map<string, Uint8Array>();
  for (let i = 0; i < shape.marks.length; i += 4) {
    const [keyFrom = 0, keyTo = 0, from = 0, to = 0] = shape.marks.slice(i, i + 4);
    const key = String(JSON.parse(Buffer.from(bytes.subarray(keyFrom, keyTo)).toString("utf8")));
    members.set(key, canonicalText(bytes, from, to));
  }
  const pieces = [...members].flatMap(([key, value], i) => [
    Buffer.from(`${i === 0 ? "{" : ","}${JSON.stringify(key)}:`),
    value,
  ]);
  return Buffer.concat([...pieces, Buffer.from(members.size === 0 ? "{}" : "}")]);
}

/**
 * What stands in for the id of a record without one: null when it has one. Fields that are null do not count: a record
 * that is printed and read again has lost them.
 */
export function recordHash(record: JsonObject): string | null {
  const id = record["eventID"];
  if (typeof id === "string" && id !== "") return null;
  const present = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
  return `sha256:${createHash("sha256").update(canonicalJson(present)).digest("hex")}`;
}

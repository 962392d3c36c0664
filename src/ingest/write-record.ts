import { createHash } from "node:crypto";
import { canonicalJson, type JsonObject } from "../util/json.ts";
import type { BatchWriter } from "./batch-writer.ts";
import { COMMA } from "./byte.ts";
import type { GoodRecord } from "./check-record.ts";
import { type Member, membersOf } from "./members.ts";

/** Room for `_file`, `_hash`, `_rest` and their punctuation. */
const ADDED_BYTES = 160;
const COMMA_BYTE = new Uint8Array([COMMA]);

/**
 * Writes a record as one line: `{"_file":<file>,"_hash":...,<known fields>,"_rest":{<the others>}}`, each value in its original
 * text. `_hash` only for a record without an eventID, `_rest` only when there is something in it.
 */
export function writeRecord(writer: BatchWriter, file: number, good: GoodRecord): void {
  const { bytes, shape, record } = good;
  writer.reserve(bytes.length + ADDED_BYTES);
  writer.ascii(`{"_file":${file}`);
  if (!hasId(record)) writer.ascii(`,"_hash":"sha256:${hash(record)}"`);
  const members = membersOf(bytes, shape.marks, record);
  for (const member of members.known) {
    writer.copy(COMMA_BYTE, 0, 1);
    writeMember(writer, bytes, member);
  }
  if (members.rest.length > 0) writeRest(writer, bytes, members.rest);
  writer.ascii("}");
  writer.endLine(shape.lineBreaks);
}

function writeRest(writer: BatchWriter, bytes: Uint8Array, rest: readonly Member[]): void {
  writer.ascii(',"_rest":{');
  rest.forEach((member, i) => {
    if (i > 0) writer.ascii(",");
    writeMember(writer, bytes, member);
  });
  writer.ascii("}");
}

function writeMember(writer: BatchWriter, bytes: Uint8Array, member: Member): void {
  if (member.key === undefined) writer.copy(bytes, member.from, member.to);
  else {
    writer.ascii(`"${member.key}":`);
    writer.copy(bytes, member.from, member.to);
  }
}

function hasId(record: JsonObject): boolean {
  const id = record["eventID"];
  return typeof id === "string" && id !== "";
}

/** Fields that are null do not count: a record that is printed and read again has lost them. */
function hash(record: JsonObject): string {
  const present = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
  return createHash("sha256").update(canonicalJson(present)).digest("hex");
}

import { isUtf8 } from "node:buffer";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.ts";
import { innerRecord } from "./inner-record.ts";
import { isInstant } from "./instant.ts";
import { mentionsEvent } from "./mentions-event.ts";
import { parseFault } from "./parse-fault.ts";
import { repairSurrogates } from "./repair-surrogates.ts";
import type { Shape } from "./shape.ts";
import { ValueScanner } from "./value-scanner.ts";

/** JSON text of one value with what the scanner saw of it. */
export interface ShapedJson {
  readonly bytes: Uint8Array;
  readonly shape: Shape;
}

/** A CloudTrail record: its own text, and the same parsed. */
export interface GoodRecord extends ShapedJson {
  readonly kind: "record";
  readonly record: JsonObject;
  /** Escapes of half surrogate pairs were replaced in the text. */
  readonly repaired: boolean;
}

/** `aside`: something else that CloudTrail writes. `likely` false: nothing hints at an event, so the file may be a foreign one. */
export type Verdict =
  | GoodRecord
  | { readonly kind: "aside"; readonly reason: string }
  | { readonly kind: "malformed"; readonly reason: string; readonly likely: boolean };

/** A CloudWatch log event around an EventBridge event around a record, and one to spare. */
const MOST_WRAPPERS = 3;

/** Judges one value of a file; unwraps EventBridge events, lookup-events items and log events first. */
export function checkRecord(piece: ShapedJson, maxDepth: number): Verdict {
  const parsed = parse(piece);
  return "kind" in parsed ? parsed : unwrap(parsed, maxDepth, 0);
}

interface Parsed extends ShapedJson {
  readonly value: JsonValue;
  readonly repaired: boolean;
}

function parse({ bytes, shape }: ShapedJson): Parsed | Verdict {
  if (!isUtf8(bytes)) return malformed("invalid UTF-8", mentionsEvent(bytes));
  const repaired = shape.unicodeEscapes ? repairSurrogates(bytes) : null;
  const text = repaired ?? bytes;
  try {
    const value: JsonValue = JSON.parse(textOf(text));
    return { bytes: text, shape, value, repaired: repaired !== null };
  } catch (error) {
    return malformed(parseFault(error), mentionsEvent(bytes));
  }
}

function unwrap(parsed: Parsed, maxDepth: number, wrappers: number): Verdict {
  const { value } = parsed;
  if (parsed.shape.tooManyMembers) return malformed("too many fields", mentionsEvent(parsed.bytes));
  if (!isJsonObject(value)) return malformed("not a JSON object", false);
  const inner = wrappers < MOST_WRAPPERS ? innerRecord(value) : null;
  if (inner === null) return judge(parsed, value, maxDepth);
  switch (inner.kind) {
    case "member":
      return unwrap({ ...sliceMember(parsed, inner.key, maxDepth), value: inner.value }, maxDepth, wrappers + 1);
    case "text":
      return unwrapText(parsed, inner.text, maxDepth, wrappers);
  }
}

function unwrapText(outer: Parsed, text: string, maxDepth: number, wrappers: number): Verdict {
  const bytes = new TextEncoder().encode(text);
  const scanner = scan(bytes, maxDepth);
  if (scanner.status === "fault") return malformed(scanner.fault, true);
  const parsed = parse({ bytes, shape: scanner.shape });
  if ("kind" in parsed) return parsed;
  return unwrap({ ...parsed, repaired: outer.repaired || parsed.repaired }, maxDepth, wrappers + 1);
}

function sliceMember(outer: Parsed, key: string, maxDepth: number): Omit<Parsed, "value"> {
  const { marks } = outer.shape;
  let bytes = outer.bytes;
  for (let i = 0; i < marks.length; i += 4) {
    const name = JSON.parse(textOf(outer.bytes.subarray(marks[i], marks[i + 1])));
    if (name === key) bytes = outer.bytes.subarray(marks[i + 2], marks[i + 3]);
  }
  return { bytes, shape: scan(bytes, maxDepth).shape, repaired: outer.repaired };
}

function scan(bytes: Uint8Array, maxDepth: number): ValueScanner {
  const scanner = new ValueScanner(maxDepth + 1, false);
  scanner.start(0);
  scanner.scan(bytes, 0, bytes.length);
  return scanner;
}

function judge(parsed: Parsed, record: JsonObject, maxDepth: number): Verdict {
  const aside = otherKind(record);
  if (aside !== undefined) return { kind: "aside", reason: aside };
  const reason = faultOf(parsed, record, maxDepth);
  if (reason !== undefined)
    return malformed(
      reason,
      TRAITS.some((key) => record[key] !== undefined),
    );
  return { kind: "record", bytes: parsed.bytes, shape: parsed.shape, record, repaired: parsed.repaired };
}

function otherKind(record: JsonObject): string | undefined {
  if (record["digestStartTime"] !== undefined && record["digestS3Object"] !== undefined) return "CloudTrail digest";
  if (record["eventType"] === "AwsCloudTrailInsight" || record["eventCategory"] === "Insight")
    return "CloudTrail Insight";
  return isJsonObject(record["insightDetails"]) ? "CloudTrail Insight" : undefined;
}

/** Fields of which every CloudTrail record has some. */
const TRAITS = ["eventTime", "eventName", "eventSource", "userIdentity", "eventID", "eventVersion"];

function faultOf({ shape }: ShapedJson, record: JsonObject, maxDepth: number): string | undefined {
  if (shape.deepest > maxDepth) return `nested deeper than ${maxDepth}`;
  const time = record["eventTime"];
  if (time === undefined || time === null) return "eventTime is missing";
  if (typeof time !== "string" || !isInstant(time)) return "eventTime is not a time";
  const named = ["eventName", "eventSource", "userIdentity"].some((key) => record[key] !== undefined);
  return named ? undefined : "eventName, eventSource and userIdentity are missing";
}

function malformed(reason: string, likely: boolean): Verdict {
  return { kind: "malformed", reason, likely };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

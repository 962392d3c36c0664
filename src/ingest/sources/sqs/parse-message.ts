import { parseInstant } from "../../../util/iso-time.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../util/json.ts";
import { isBucketName } from "../aws/bucket-name.ts";
import { bareEtag, decodeKey } from "../aws/s3-text.ts";
import type { FoundObject } from "../found-object.ts";

/** What a message says: objects that were made (none, when it tells of something else), or nothing that can be understood. */
export type Message =
  | { readonly kind: "objects"; readonly objects: readonly FoundObject[] }
  | { readonly kind: "poison" };

const POISON = { kind: "poison" } as const;
const NOTHING = { kind: "objects", objects: [] } as const;
/** Of S3's own limits: a key has at most 1024 bytes of UTF-8. */
const MOST_KEY_BYTES = 1024;
/** Notification in an SNS envelope in an SNS envelope. */
const MOST_ENVELOPES = 2;

/**
 * Reads the body of a message: an S3 event notification, directly, in the envelope of SNS or delivered raw by it, S3's
 * test event, or an EventBridge event of S3 (Amazon S3 User Guide, "Event message structure", "EventBridge mapping").
 */
export function parseMessage(body: string): Message {
  return read(parse(body), 0);
}

function read(value: JsonValue | undefined, envelopes: number): Message {
  if (!isJsonObject(value)) return POISON;
  if (Array.isArray(value["Records"])) return fromRecords(value["Records"]);
  if (value["Event"] === "s3:TestEvent") return NOTHING;
  if (value["detail-type"] !== undefined) return fromEventBridge(value);
  const inner = value["Message"];
  if (typeof inner === "string" && envelopes < MOST_ENVELOPES) return read(parse(inner), envelopes + 1);
  return POISON;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromRecords(records: readonly JsonValue[]): Message {
  const objects: FoundObject[] = [];
  for (const record of records) {
    const found = fromRecord(record);
    if (found === null) return POISON;
    objects.push(...found);
  }
  return objects.length === 0 && records.length === 0 ? POISON : { kind: "objects", objects };
}

/** Null: not a record of S3. */
function fromRecord(record: JsonValue): readonly FoundObject[] | null {
  if (!isJsonObject(record)) return null;
  const { eventSource, eventName, s3 } = record as Partial<Record<string, JsonValue>>;
  if (typeof eventSource !== "string" || !/^(aws|minio|ceph):s3$/.test(eventSource)) return null;
  if (typeof eventName !== "string") return null;
  if (!/^(s3:)?ObjectCreated:/.test(eventName)) return [];
  const bucket = member(s3, "bucket");
  const object = member(s3, "object");
  const place = { bucket: member(bucket, "name"), key: decoded(member(object, "key")) };
  return objectOf(place, object, member(object, "eTag"), record["eventTime"]);
}

function fromEventBridge(event: JsonObject): Message {
  if (event["source"] !== "aws.s3") return POISON;
  if (event["detail-type"] !== "Object Created") return NOTHING;
  const object = member(event["detail"], "object");
  const place = { bucket: member(member(event["detail"], "bucket"), "name"), key: member(object, "key") };
  const objects = objectOf(place, object, member(object, "etag"), event["time"]);
  return objects === null ? POISON : { kind: "objects", objects };
}

interface Place {
  readonly bucket: JsonValue | undefined;
  readonly key: JsonValue | undefined;
}

function objectOf(
  { bucket, key }: Place,
  object: JsonValue | undefined,
  etag: JsonValue | undefined,
  time: JsonValue | undefined,
): readonly FoundObject[] | null {
  if (typeof bucket !== "string" || !isBucketName(bucket)) return null;
  if (typeof key !== "string" || key === "" || !key.isWellFormed() || Buffer.byteLength(key) > MOST_KEY_BYTES)
    return null;
  if (typeof etag !== "string" || !/^[\x20-\x7e]{1,200}$/.test(etag)) return null;
  const size = member(object, "size");
  return [
    {
      key: `${bucket}/${key}`,
      etag: bareEtag(etag),
      size: typeof size === "number" && size >= 0 && size <= Number.MAX_SAFE_INTEGER ? Math.trunc(size) : 0,
      arrived: typeof time === "string" ? (parseInstant(time) ?? null) : null,
    },
  ];
}

/** Keys in S3's own notifications are URL-encoded; those of EventBridge are not. */
function decoded(key: JsonValue | undefined): JsonValue | undefined {
  return typeof key === "string" ? decodeKey(key) : key;
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

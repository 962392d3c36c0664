import { QUOTE } from "./byte.ts";
import { keyNumber } from "./known-keys.ts";
import type { RecordMembers } from "./record-members.ts";
import { usualTime } from "./usual-time.ts";

const EVENT_TIME = keyNumber("eventTime");
const EVENT_ID = keyNumber("eventID");
const NAME = keyNumber("eventName");
const SOURCE = keyNumber("eventSource");
const IDENTITY = keyNumber("userIdentity");
const EVENT_TYPE = keyNumber("eventType");
const EVENT_CATEGORY = keyNumber("eventCategory");

const bytesOf = (text: string) => new TextEncoder().encode(text);
/** Fields without a column that make something a digest, an Insight event or an envelope rather than a record. */
const TELLING = ["digestStartTime", "digestS3Object", "insightDetails", "Records", "Events", "logEvents", "events"].map(
  (key) => bytesOf(`"${key}"`),
);
const INSIGHT_TYPE = bytesOf('"AwsCloudTrailInsight"');
const INSIGHT_CATEGORY = bytesOf('"Insight"');

/**
 * Whether a record is one of which checkRecord would say the same without parsing it: an eventTime as CloudTrail writes it, an
 * eventID, a name, texts where texts belong. Everything else is decided there.
 */
export function isUsualRecord(members: RecordMembers): boolean {
  const { from, odd } = members;
  return (
    !odd &&
    hasUsualTime(members) &&
    hasId(members) &&
    (from[NAME] !== 0 || from[SOURCE] !== 0 || from[IDENTITY] !== 0) &&
    !is(members, EVENT_TYPE, INSIGHT_TYPE) &&
    !is(members, EVENT_CATEGORY, INSIGHT_CATEGORY) &&
    !hasTellingField(members)
  );
}

function hasUsualTime({ bytes, from, to }: RecordMembers): boolean {
  const start = from[EVENT_TIME] as number;
  return start !== 0 && Number.isFinite(usualTime(bytes, start, to[EVENT_TIME] as number));
}

/** A text that is not empty. */
function hasId({ bytes, from, to }: RecordMembers): boolean {
  const start = from[EVENT_ID] as number;
  return start !== 0 && bytes[start] === QUOTE && (to[EVENT_ID] as number) - start > 2;
}

function is({ bytes, from, to }: RecordMembers, key: number, value: Uint8Array): boolean {
  const start = from[key] as number;
  return start !== 0 && same(bytes, start, to[key] as number, value);
}

function hasTellingField({ bytes, marks, rest, restCount }: RecordMembers): boolean {
  for (let i = 0; i < restCount; i++) {
    const at = rest[i] as number;
    for (const key of TELLING) if (same(bytes, marks[at] as number, marks[at + 1] as number, key)) return true;
  }
  return false;
}

function same(bytes: Uint8Array, from: number, to: number, value: Uint8Array): boolean {
  if (value.length !== to - from) return false;
  for (let i = 0; i < value.length; i++) if (bytes[from + i] !== value[i]) return false;
  return true;
}

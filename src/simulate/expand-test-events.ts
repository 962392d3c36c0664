import { createHash } from "node:crypto";
import { didYouMean } from "../util/did-you-mean.ts";
import { formatDuration, parseDuration } from "../util/duration.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.ts";
import type { RuleTest, TestFile } from "./test-file.ts";

const MOST_TIMES = 100_000;
const DEEPEST = 40;

/** What a record has when neither the event nor what it is like says otherwise. */
const USUAL: JsonObject = {
  eventVersion: "1.11",
  userIdentity: {
    type: "IAMUser",
    principalId: "AIDAEXAMPLEEXAMPLEEXA",
    arn: "arn:aws:iam::111122223333:user/somebody",
    accountId: "111122223333",
    accessKeyId: "AKIAEXAMPLEEXAMPLEEX",
    userName: "somebody",
  },
  awsRegion: "eu-west-1",
  sourceIPAddress: "198.51.100.10",
  userAgent: "aws-cli/2.27.41",
  requestParameters: null,
  responseElements: null,
  readOnly: true,
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: "111122223333",
  eventCategory: "Management",
};

export interface ExpandedEvents {
  /** Whole CloudTrail records, in the order of the file; empty when there are problems. */
  readonly records: readonly JsonObject[];
  /** One sentence each, beginning with the place: `events[3]: ...`. */
  readonly problems: readonly string[];
}

/**
 * The records of a test. Each event is laid over what it is `$like` (by name, from `file.records`), that over the usual record; objects
 * merge, all else replaces. `$repeat` {every, times} makes `times` records, `eventTime` moving on by `every`; in texts `{n}` becomes the
 * number of the repetition (from 0) and `{n%7}` its remainder. An eventID that is not given is a hash of the test's name and the place.
 */
export function expandTestEvents(test: RuleTest, records: TestFile["records"]): ExpandedEvents {
  const problems: string[] = [];
  const out = test.events.flatMap((event, index) => expandOne(test.name, event, index, records, problems));
  return problems.length > 0 ? { records: [], problems } : { records: out, problems };
}

function expandOne(
  name: string,
  event: JsonObject,
  index: number,
  records: TestFile["records"],
  problems: string[],
): JsonObject[] {
  const say = (problem: string) => problems.push(`events[${index}]: ${problem}`);
  const { $like, $repeat, ...own } = event;
  const whole = merge(merge(USUAL, likeOf($like, records, say), 0), own, 0);
  const repeat = repeatOf($repeat, say);
  const start = typeof whole["eventTime"] === "string" ? Date.parse(whole["eventTime"]) : Number.NaN;
  if (Number.isNaN(start)) say("eventTime must be a time such as 2026-01-15T10:00:00Z");
  for (const key of ["eventSource", "eventName"]) if (typeof whole[key] !== "string") say(`${key} is missing`);
  if (problems.length > 0) return [];
  return Array.from({ length: repeat.times }, (_, n) => ({
    ...(numbered(whole, n) as JsonObject),
    eventTime: `${new Date(start + n * repeat.every).toISOString().slice(0, 19)}Z`,
    eventID: typeof whole["eventID"] === "string" ? String(numbered(whole["eventID"], n)) : eventIdOf(name, index, n),
  }));
}

function likeOf(name: JsonValue | undefined, records: TestFile["records"], say: (problem: string) => void): JsonObject {
  if (name === undefined) return {};
  const found = typeof name === "string" && Object.hasOwn(records, name) ? records[name] : undefined;
  if (found !== undefined) return found;
  const guess = didYouMean(String(name), Object.keys(records));
  say(`$like names ${JSON.stringify(name)}, which "records" does not have${guess === undefined ? "" : `; ${guess}`}`);
  return {};
}

function repeatOf(value: JsonValue | undefined, say: (problem: string) => void): { every: number; times: number } {
  if (value === undefined) return { every: 0, times: 1 };
  const { every, times, ...others }: JsonObject = isJsonObject(value) ? value : {};
  const step = typeof every === "string" ? parseDuration(every) : undefined;
  const isRight =
    step !== undefined && typeof times === "number" && Number.isInteger(times) && times >= 1 && times <= MOST_TIMES;
  if (isRight && step % 1000 === 0 && Object.keys(others).length === 0) return { every: step, times };
  say(
    `$repeat must be {"every": "5m", "times": 100}: whole seconds (not ${formatDuration(step ?? 0)}), 1 to ${MOST_TIMES} times`,
  );
  return { every: 0, times: 1 };
}

function merge(under: JsonObject, over: JsonObject, depth: number): JsonObject {
  const out: Record<string, JsonValue> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = out[key];
    const both = isJsonObject(value) && isJsonObject(below) && depth < DEEPEST;
    Object.defineProperty(out, key, {
      value: both ? merge(below, value, depth + 1) : value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return out;
}

function numbered(value: JsonValue, n: number, depth = 0): JsonValue {
  if (typeof value === "string")
    return value.replace(/\{n(?:%([1-9]\d{0,5}))?\}/g, (_, mod) => String(mod === undefined ? n : n % Number(mod)));
  if (depth >= DEEPEST) return value;
  if (Array.isArray(value)) return value.map((each: JsonValue) => numbered(each, n, depth + 1));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, numbered(each, n, depth + 1)]));
}

function eventIdOf(name: string, index: number, n: number): string {
  const hash = createHash("sha256").update(`${name}\u0000${index}\u0000${n}`).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

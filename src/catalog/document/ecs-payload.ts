import type { JsonValue } from "../../util/json.ts";
import { movedUserName } from "../derive.ts";
import { LONGEST_FLATTENED, PAYLOADS } from "../ecs/payloads.ts";
import { hashMapOrder } from "../java-hash-map.ts";
import { javaTextOf } from "../java-text.ts";
import { prune } from "../record/prune.ts";
import { isRawObject, type RawObject, type RawValue, scalarText } from "../record/raw-value.ts";
import { textAt, valueAt } from "../record/text-at.ts";
import { type Draft, put } from "./draft.ts";
import { plainJson } from "./plain-json.ts";

/** The four free objects as Java text and, below the limit, as objects; the resources; the console login. */
export function putPayload(draft: Draft, raw: RawObject, pruned: RawObject): void {
  for (const { ecs, raw: key } of PAYLOADS) {
    const value = withoutMoved(raw, key);
    const text = javaTextOf(value);
    put(draft, `aws.cloudtrail.${ecs}`, text);
    if (text !== undefined && text.length < LONGEST_FLATTENED) {
      put(draft, `aws.cloudtrail.flattened.${ecs}`, prunedJson(value));
    }
  }
  put(draft, "aws.cloudtrail.resources", resources(pruned["resources"]));
  if (textAt(pruned, "eventName") === "ConsoleLogin") putConsoleLogin(draft, pruned);
}

export function prunedJson(value: RawValue | undefined): JsonValue | undefined {
  const kept = prune(value);
  return kept === undefined ? undefined : plainJson(kept);
}

/** The key is moved, not copied: it goes from the object, but has counted for the size of its hash map. */
function withoutMoved(raw: RawObject, key: string): RawValue | undefined {
  const value = raw[key];
  if (key !== "additionalEventData" || !isRawObject(value) || movedUserName(raw) === undefined) return value;
  return { ...value, UserName: null };
}

/** ECS names, exact duplicates once, in the order of a hash map whose keys are `arn_account_type`. */
function resources(value: RawValue | undefined): JsonValue | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return plainJson(value);
  const byKey = new Map<string, JsonValue>();
  for (const each of value) {
    if (isRawObject(each)) byKey.set(resourceKey(each), resource(each));
  }
  return hashMapOrder([...byKey.keys()]).flatMap((key) => byKey.get(key) ?? []);
}

function resourceKey(each: RawObject): string {
  const arn = scalarText(each["ARN"]) ?? scalarText(each["arn"]) ?? "null";
  return `${arn}_${scalarText(each["accountId"]) ?? "null"}_${scalarText(each["type"]) ?? "null"}`;
}

function resource(each: RawObject): JsonValue {
  const names: Readonly<Record<string, string>> = { ARN: "arn", accountId: "account_id" };
  return Object.fromEntries(Object.entries(each).map(([key, value]) => [names[key] ?? key, plainJson(value)]));
}

function putConsoleLogin(draft: Draft, pruned: RawObject): void {
  const base = "aws.cloudtrail.console_login.additional_eventdata";
  const data = valueAt(pruned, "additionalEventData");
  put(draft, `${base}.login_to`, textAt(data, "LoginTo"));
  put(draft, `${base}.mobile_version`, isNotNo(textAt(data, "MobileVersion")));
  put(draft, `${base}.mfa_used`, isNotNo(textAt(data, "MFAUsed")));
}

function isNotNo(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text !== "No";
}

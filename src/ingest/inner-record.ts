import { isJsonObject, type JsonObject } from "../util/json.ts";

/** A record inside another object: as a member's value, or as JSON text in a string. */
export type InnerRecord =
  | { readonly kind: "member"; readonly key: string; readonly value: JsonObject }
  | { readonly kind: "text"; readonly text: string };

/**
 * The record that an item carries: `detail` of an EventBridge event, `CloudTrailEvent` of a lookup-events item, `message` of
 * a CloudWatch log event. Null when the object is no such wrapper.
 */
export function innerRecord(item: JsonObject): InnerRecord | null {
  if (item["eventTime"] !== undefined) return null;
  const detail = item["detail"];
  if (typeof item["detail-type"] === "string" && isJsonObject(detail)) {
    return { kind: "member", key: "detail", value: detail };
  }
  const text = item["CloudTrailEvent"] ?? item["message"];
  return typeof text === "string" && /^\s*\{/.test(text) ? { kind: "text", text } : null;
}

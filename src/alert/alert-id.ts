import { createHash } from "node:crypto";
import type { Detection } from "../detect/detection.ts";
import type { Rule } from "../rule/rule.ts";
import { canonicalJson, type JsonValue } from "../util/json.ts";

/** 32 hex digits of a SHA-256 over the canonical JSON of a value. */
export function hashId(value: JsonValue): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 32);
}

/** DESIGN §6: (rule id, method, entity, what opened it), never a run or a window. */
export function alertId(rule: Rule, detection: Detection): string {
  return hashId([rule.id, rule.method.kind, detection.entity, detection.opened.key]);
}

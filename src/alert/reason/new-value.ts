import type { NewValueEvidence } from "../../detect/detection.ts";
import { isoTime } from "../iso-time.ts";
import type { ReasonFacts } from "./reason-facts.ts";
import { listed } from "./shown.ts";
import { group, numbers } from "./who-did.ts";

export function newValueReason(facts: ReasonFacts, evidence: NewValueEvidence): string {
  const values = evidence.values.map((tuple) =>
    Object.entries(tuple)
      .map(([field, value]) => `${field} ${value}`)
      .join(" with "),
  );
  const { entity } = facts.detection;
  const scope = Object.keys(entity).length === 0 ? "" : ` for ${group(entity)}`;
  const before =
    evidence.previous === null ? "never seen before" : `last seen ${isoTime(evidence.previous)}, forgotten since`;
  return `New${scope}: ${listed(values)} (${before}; values are learned since ${isoTime(evidence.learnedSince)}): ${numbers(facts)}`;
}

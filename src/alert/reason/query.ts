import { isoTime } from "../iso-time.ts";
import type { ReasonFacts } from "./reason-facts.ts";
import { did, numbers, who } from "./who-did.ts";

export function queryReason(facts: ReasonFacts): string {
  const { identity, records, detection } = facts;
  return `${who(identity)} ${did(records)} at ${isoTime(detection.events.first)}: ${numbers(facts)}`;
}

import type { NewTermsEvidence } from "../../detect/detection.ts";
import { formatDuration } from "../../util/duration.ts";
import { isoTime } from "../iso-time.ts";
import type { ReasonFacts } from "./reason-facts.ts";
import { shown } from "./shown.ts";
import { did, numbers, who } from "./who-did.ts";

/** Says how much the stored events can tell: a first look at a fresh folder is not a first look in ten days. */
export function newTermsReason(facts: ReasonFacts, evidence: NewTermsEvidence): string {
  const { rule, detection, identity, records } = facts;
  const asked = rule.method.kind === "new_terms" ? rule.method.history : detection.time - evidence.history.from;
  const subject = `${who(identity)} ${did(records)}${newValues(facts)}`;
  return `${subject} ${firstTime(evidence, asked)}: ${numbers(facts)}`;
}

/** The terms, unless the subject says them already. */
function newValues({ detection, identity }: ReasonFacts): string {
  const { arn, account, user, role, session, issuer } = identity;
  const said = new Set([arn, account, user, role, session, issuer?.arn]);
  const terms = Object.entries(detection.entity).filter(([, value]) => !said.has(value));
  if (terms.length === 0) return "";
  return ` with ${terms.map(([field, value]) => `${shown(field)} ${shown(value)}`).join(", ")}`;
}

function firstTime({ previous, history }: NewTermsEvidence, asked: number): string {
  const window = formatDuration(asked);
  if (previous !== null) return `for the first time in ${window} (last seen ${isoTime(previous)})`;
  if (history.coverage >= 1) return `for the first time in ${window} (never seen before in the stored events)`;
  if (history.coverage <= 0) {
    return `for the first time, but no earlier events are stored: whether it is new in ${window} cannot be told`;
  }
  const covered = formatDuration(asked * history.coverage);
  return `for the first time in the ${covered} of earlier events that are stored (the rule looks back ${window}: an earlier use would not be seen)`;
}

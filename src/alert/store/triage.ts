import type { Parameter, Session } from "../../driver/duckdb.ts";
import type { Row } from "../../ir/plan.ts";
import { isoTime } from "../iso-time.ts";
import { checkWord, listed } from "./check-word.ts";
import { textOrNull } from "./rows.ts";
import { checkName } from "./spoken-text.ts";
import {
  type AuditEntry,
  CLOSE_REASONS,
  type CloseReason,
  TRIAGE_STATES,
  type Triage,
  type TriageChange,
  type TriageState,
} from "./stored-alert.ts";
import { TriageError } from "./triage-error.ts";

/** What people can change. */
export type Settings = Pick<Triage, "state" | "reason" | "assignee">;

/** `row`: of `state.threads`. */
export function triageOf(row: Row): Triage {
  const updated = row["updated_at"];
  return {
    state: TRIAGE_STATES.find((state) => state === row["state"]) ?? "open",
    reason: CLOSE_REASONS.find((reason) => reason === row["reason"]) ?? null,
    assignee: textOrNull(row["assignee"]),
    updated: typeof updated === "number" ? isoTime(updated) : null,
  };
}

/** What a change makes of the settings. Throws a TriageError for one that makes no sense. */
export function changed(before: Settings, { state, reason, assignee }: TriageChange): Settings {
  if (state === undefined && reason === undefined && assignee === undefined) {
    throw new TriageError("there is nothing to change: give a state or an assignee");
  }
  return {
    ...(state === undefined ? withoutState(before, reason) : withState(state, reason)),
    assignee: assignee === undefined ? before.assignee : checkAssignee(assignee),
  };
}

function withoutState(before: Settings, reason: CloseReason | undefined): Pick<Settings, "state" | "reason"> {
  if (reason !== undefined) throw new TriageError(`a reason is given only together with the state "closed"`);
  return { state: before.state, reason: before.reason };
}

function withState(state: TriageState, reason: CloseReason | undefined): Pick<Settings, "state" | "reason"> {
  checkWord("state", state, TRIAGE_STATES);
  if (state !== "closed") {
    if (reason !== undefined) throw new TriageError(`only the state "closed" has a reason`);
    return { state, reason: null };
  }
  if (reason === undefined) throw new TriageError(`to close an alert, give a reason: ${listed(CLOSE_REASONS)}`);
  checkWord("reason", reason, CLOSE_REASONS);
  return { state, reason };
}

function checkAssignee(assignee: string | null): string | null {
  return assignee === null ? null : checkName("the assignee", assignee);
}

/** What differs, as the audit has it; null: nothing. */
export function difference(before: Settings, after: Settings): AuditEntry["detail"] | null {
  const keys = (["state", "reason", "assignee"] as const).filter((key) => before[key] !== after[key]);
  if (keys.length === 0) return null;
  return Object.fromEntries(
    keys.flatMap((key) => [[`${key}_before`, before[key]] as const, [key, after[key]] as const]),
  );
}

/** `touched`: by the clock, epoch ms. */
export async function writeTriage(
  session: Session,
  thread: string,
  { state, reason, assignee }: Settings,
  touched: number,
): Promise<void> {
  const values: readonly Parameter[] = [state, reason, assignee, touched, thread];
  await session.run(
    "UPDATE state.threads SET state = ?, reason = ?, assignee = ?, updated_at = ? WHERE thread = ?",
    values,
  );
}

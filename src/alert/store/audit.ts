import type { Session } from "../../driver/duckdb.ts";
import type { JsonObject } from "../../util/json.ts";
import { isoTime } from "../iso-time.ts";
import { insertRows, rowsIn } from "./rows.ts";
import type { AuditEntry } from "./stored-alert.ts";

/** The actor of what events changed. */
export const BY_EVENTS = "trailhound";

export interface Audited extends Omit<AuditEntry, "number" | "at"> {
  /** By the clock, epoch ms. */
  readonly at: number;
}

/** Writes what was done, in this order, under the next numbers. Part of the transaction that does it: only one is under way at a time. */
export async function recordAudit(session: Session, entries: readonly Audited[]): Promise<void> {
  if (entries.length === 0) return;
  const [row] = await session.all("SELECT coalesce(max(number), 0) AS latest FROM state.audit");
  const latest = Number(row?.["latest"]);
  const rows = entries.map(({ at, actor, action, subject, detail }, i) => {
    const [who, what] = [actor.toWellFormed(), subject.toWellFormed()];
    return [latest + 1 + i, at, who, action, what, JSON.stringify(detail)];
  });
  await insertRows(session, "audit", ["number", "made_at", "actor", "action", "subject", "detail"], rows);
}

/** The newest `limit` entries, oldest first; `subjects`: of these only. */
export async function readAudit(
  session: Session,
  subjects: readonly string[] | null,
  limit: number,
): Promise<readonly AuditEntry[]> {
  const newest = (where: string) => `SELECT * FROM state.audit ${where} ORDER BY number DESC LIMIT ${limit}`;
  const rows =
    subjects === null
      ? await session.all(newest(""))
      : await rowsIn(session, subjects, (list) => newest(`WHERE subject IN ${list}`));
  return rows
    .map((row) => ({
      number: Number(row["number"]),
      at: isoTime(Number(row["made_at"])),
      actor: String(row["actor"]),
      action: String(row["action"]),
      subject: String(row["subject"]),
      detail: JSON.parse(String(row["detail"])) as AuditEntry["detail"] & JsonObject,
    }))
    .sort((a, b) => a.number - b.number)
    .slice(-limit);
}

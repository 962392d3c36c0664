import type { Session } from "../../driver/duckdb.ts";
import type { Row } from "../../ir/plan.ts";
import type { Alert } from "../alert.ts";
import { isoTime } from "../iso-time.ts";
import { type Relate, relatedWithinDay } from "./related.ts";
import { rowsIn, textOrNull } from "./rows.ts";
import type { StoredAlert } from "./stored-alert.ts";
import { triageOf } from "./triage.ts";

const LONGEST_ID = 100;

/** The id that an alert has now, by that or a former one; null: there is no such alert. */
export async function resolveId(session: Session, id: string): Promise<string | null> {
  if (id.length > LONGEST_ID) return null;
  const [row] = await session.all(
    `SELECT id, 0 AS former FROM state.alerts WHERE id = $1
     UNION ALL SELECT id, 1 AS former FROM state.alert_aliases WHERE alias = $1
     ORDER BY former LIMIT 1`,
    [id],
  );
  return row === undefined ? null : String(row["id"]);
}

/** Stored alerts by their present ids, with what relates them now. Ids that are none are left out. */
export async function readStored(
  session: Session,
  ids: readonly string[],
  relate: Relate = relatedWithinDay,
): Promise<ReadonlyMap<string, StoredAlert>> {
  const rows = await rowsIn(
    session,
    ids,
    (list) => `
    SELECT id, thread, status, because, suppressed_by, doc, opened_at, changed_at, revision,
      threads.state, threads.reason, threads.assignee, threads.updated_at
    FROM state.alerts LEFT JOIN state.threads USING (thread) WHERE id IN ${list}`,
  );
  const found = rows.map((row) => String(row["id"]));
  const aliases = await readAliases(session, found);
  const related = await relate(session, found);
  return new Map(
    rows.map((row) => {
      const id = String(row["id"]);
      return [id, storedOf(row, { aliases: aliases.get(id) ?? [], related: related.get(id) ?? [] })];
    }),
  );
}

/** Former ids, sorted, by present id. */
export async function readAliases(
  session: Session,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await rowsIn(
    session,
    ids,
    (list) =>
      `SELECT id, list(alias ORDER BY alias) AS aliases FROM state.alert_aliases WHERE id IN ${list} GROUP BY id`,
  );
  return new Map(rows.map((row) => [String(row["id"]), row["aliases"] as readonly string[]]));
}

function storedOf(
  row: Row,
  { aliases, related }: { readonly aliases: readonly string[]; readonly related: readonly string[] },
): StoredAlert {
  return {
    alert: { ...(JSON.parse(String(row["doc"])) as Alert), related },
    aliases,
    thread: String(row["thread"]),
    status: row["status"] === "superseded" ? "superseded" : "current",
    because: textOrNull(row["because"]),
    suppressedBy: textOrNull(row["suppressed_by"]),
    triage: triageOf(row),
    opened: isoTime(Number(row["opened_at"])),
    changed: isoTime(Number(row["changed_at"])),
    revision: Number(row["revision"]),
  };
}

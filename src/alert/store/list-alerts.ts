import type { Parameter, Session } from "../../driver/duckdb.ts";
import { SEVERITIES } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { conditions } from "./list-filters.ts";
import { readStored } from "./read-stored.ts";
import type { AlertDesk, AlertPage, AlertQuery, AlertSort, TriageState } from "./stored-alert.ts";
import { TriageError } from "./triage-error.ts";

const LONGEST_PAGE = 500;

/**
 * A page of alerts. SQL filters and sorts; documents are read for the page alone. The place after which a page begins is that of
 * the last alert of the page before in the order, not a number of alerts: so others may come and go meanwhile. An alert whose
 * own place in the order changes is found at the new one.
 */
export async function listAlerts(session: Session, query: AlertQuery): Promise<AlertPage> {
  const { limit } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > LONGEST_PAGE) {
    throw new TriageError(`the limit is a whole number from 1 to ${LONGEST_PAGE}`);
  }
  const keys = keysOf(query.sort);
  const { where, parameters } = begun(query, keys);
  const direction = query.descending ? "DESC" : "ASC";
  const order = [...keys, "thread"].map((key) => `${key} ${direction}`).join(", ");
  const rows = await session.all(
    `SELECT id, thread, ${keys.map((key, i) => `${key} AS key_${i}`).join(", ")}
     FROM state.alerts LEFT JOIN state.threads USING (thread)
     WHERE ${where.join(" AND ")} ORDER BY ${order} LIMIT ${limit + 1}`,
    parameters,
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const ids = page.map((row) => String(row["id"]));
  const stored = await readStored(session, ids);
  return {
    alerts: ids.flatMap((id) => stored.get(id) ?? []),
    next:
      last === undefined
        ? null
        : writeCursor(query, { keys: keys.map((_, i) => Number(last[`key_${i}`])), thread: String(last["thread"]) }),
  };
}

function begun(
  query: AlertQuery,
  keys: readonly string[],
): { readonly where: readonly string[]; readonly parameters: readonly Parameter[] } {
  const { where, parameters } = conditions(query);
  if (query.cursor === undefined) return { where, parameters };
  const place = readCursor(query, query.cursor, keys.length);
  const after = `(${[...keys, "thread"].join(", ")}) ${query.descending ? "<" : ">"} (${[...keys, ""].map(() => "?").join(", ")})`;
  return { where: [...where, after], parameters: [...parameters, ...place.keys, place.thread] };
}

function keysOf(sort: AlertSort): readonly string[] {
  switch (sort) {
    case "time":
      return ["time"];
    case "opened":
      return ["opened_at"];
    case "changed":
      return ["changed_at"];
    case "severity":
      return ["severity", "time"];
    default:
      return unreachable(sort);
  }
}

/** How many alerts there are by state and severity: hidden ones by what hides them. */
export async function countAlerts(session: Session): ReturnType<AlertDesk["counts"]> {
  const rows = await session.all(
    `SELECT severity, count(*) AS n,
       CASE WHEN status = 'superseded' THEN 'superseded' WHEN suppressed_by IS NOT NULL THEN 'suppressed'
         ELSE coalesce(threads.state, 'open') END AS shown_as
     FROM state.alerts LEFT JOIN state.threads USING (thread) GROUP BY ALL ORDER BY shown_as, severity`,
  );
  return rows.map((row) => ({
    state: String(row["shown_as"]) as "superseded" | "suppressed" | TriageState,
    severity: SEVERITIES[Number(row["severity"])] ?? "info",
    count: Number(row["n"]),
  }));
}

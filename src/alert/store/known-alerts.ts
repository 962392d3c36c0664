import type { Session } from "../../driver/duckdb.ts";
import type { Row } from "../../ir/plan.ts";
import { SEVERITIES } from "../../rule/rule.ts";
import type { KnownAlert } from "./revision.ts";
import { textOrNull } from "./rows.ts";

const COLUMNS =
  "id, thread, kind, entity, place, severity, digest, status, suppressed_by, first, last, revision, listed";

/**
 * Stored alerts of a rule that an evaluation of `[from, ...)` (epoch ms) has to know, current and superseded: those with their
 * place in it, and those whose events reach into it, or to the first event of one in it.
 */
export async function readKnown(session: Session, rule: string, from: number): Promise<readonly KnownAlert[]> {
  const [row] = await session.all("SELECT min(first) AS first FROM state.alerts WHERE rule = ? AND place >= ?", [
    rule,
    from,
  ]);
  const first = row?.["first"];
  const reach = typeof first === "number" ? Math.min(first, from) : from;
  const reached = "rule = ? AND (place >= ? OR last >= ?)";
  const asked = [rule, from, reach];
  const rows = await session.all(`SELECT ${COLUMNS} FROM state.alerts WHERE ${reached} ORDER BY place, id`, asked);
  const former = await session.all(
    `SELECT alias, id FROM state.alert_aliases WHERE id IN (SELECT id FROM state.alerts WHERE ${reached}) ORDER BY alias`,
    asked,
  );
  const aliases = new Map<string, string[]>(rows.map((each) => [String(each["id"]), []]));
  for (const each of former) aliases.get(String(each["id"]))?.push(String(each["alias"]));
  return rows.map((each) => knownOf(each, aliases.get(String(each["id"])) ?? [], from));
}

function knownOf(row: Row, aliases: readonly string[], from: number): KnownAlert {
  const [events, values] = JSON.parse(String(row["listed"])) as readonly [readonly string[], readonly string[]];
  return {
    id: String(row["id"]),
    thread: String(row["thread"]),
    aliases,
    kind: String(row["kind"]) as KnownAlert["kind"],
    entity: String(row["entity"]),
    place: Number(row["place"]),
    isJudged: Number(row["place"]) >= from,
    severity: SEVERITIES[Number(row["severity"])] ?? "info",
    digest: String(row["digest"]),
    status: row["status"] === "superseded" ? "superseded" : "current",
    suppressedBy: textOrNull(row["suppressed_by"]),
    first: Number(row["first"]),
    last: Number(row["last"]),
    events,
    values,
    revision: Number(row["revision"]),
  };
}

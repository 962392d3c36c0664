import type { Session } from "../../driver/duckdb.ts";
import type { Row } from "../../ir/plan.ts";
import { SEVERITIES } from "../../rule/rule.ts";
import type { KnownAlert } from "./revision.ts";
import { textOrNull } from "./rows.ts";

/** The range `[from, ...)` of an evaluation of a rule, epoch ms. */
export interface EvaluatedRange {
  /** Id. */
  readonly rule: string;
  readonly from: number;
}

const COLUMNS =
  "id, rule, thread, kind, entity, place, severity, digest, status, suppressed_by, first, last, revision, listed, since";

/** Rows `rule`, `since`, `reach`, from the one parameter. */
const REACHED = `WITH asked AS (
  SELECT unnest(piece.rule) AS rule, unnest(piece.since) AS since
  FROM (SELECT from_json(?, '{"rule":["VARCHAR"],"since":["BIGINT"]}') AS piece)
), reached AS (
  SELECT asked.rule, asked.since, least(asked.since, coalesce(min(a.first), asked.since)) AS reach
  FROM asked LEFT JOIN state.alerts AS a ON a.rule = asked.rule AND a.place >= asked.since
  GROUP BY asked.rule, asked.since
)`;
const FOUND = "state.alerts JOIN reached USING (rule) WHERE place >= since OR last >= reach";

/**
 * What `revise` has to know before evaluations, each of another rule, by the rule's id: stored alerts, current and superseded, with their
 * place in the range, and those whose events reach into it, or to the first event of one in it.
 */
export async function knownAlerts(
  session: Session,
  ranges: readonly EvaluatedRange[],
): Promise<ReadonlyMap<string, readonly KnownAlert[]>> {
  const known = new Map<string, KnownAlert[]>(ranges.map(({ rule }) => [rule, []]));
  if (ranges.length === 0) return known;
  const asked = [JSON.stringify({ rule: ranges.map(({ rule }) => rule), since: ranges.map(({ from }) => from) })];
  const rows = await session.all(`${REACHED} SELECT ${COLUMNS} FROM ${FOUND} ORDER BY place, id`, asked);
  const former = await session.all(
    `${REACHED} SELECT alias, id FROM state.alert_aliases WHERE id IN (SELECT id FROM ${FOUND}) ORDER BY alias`,
    asked,
  );
  const aliases = new Map<string, string[]>(rows.map((each) => [String(each["id"]), []]));
  for (const each of former) aliases.get(String(each["id"]))?.push(String(each["alias"]));
  for (const row of rows) known.get(String(row["rule"]))?.push(knownOf(row, aliases.get(String(row["id"])) ?? []));
  return known;
}

type Listed = readonly [events: readonly string[], values: readonly string[]];

function knownOf(row: Row, aliases: readonly string[]): KnownAlert {
  let listed: Listed | null = null;
  // Of most alerts nobody asks: there are hundreds in each batch, with a hundred ids each.
  const list = (): Listed => {
    listed ??= JSON.parse(String(row["listed"])) as Listed;
    return listed;
  };
  return {
    id: String(row["id"]),
    thread: String(row["thread"]),
    aliases,
    kind: String(row["kind"]) as KnownAlert["kind"],
    entity: String(row["entity"]),
    place: Number(row["place"]),
    isJudged: Number(row["place"]) >= Number(row["since"]),
    severity: SEVERITIES[Number(row["severity"])] ?? "info",
    digest: String(row["digest"]),
    status: row["status"] === "superseded" ? "superseded" : "current",
    suppressedBy: textOrNull(row["suppressed_by"]),
    first: Number(row["first"]),
    last: Number(row["last"]),
    get events() {
      return list()[0];
    },
    get values() {
      return list()[1];
    },
    revision: Number(row["revision"]),
  };
}

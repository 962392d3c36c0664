import type { Session } from "../../driver/duckdb.ts";
import { quoteText } from "../../sql/quote.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import { DAY } from "../../util/duration.ts";

/** For stored alerts, by id, the ids of related ones; an id without any may be missing. */
export type Relate = (session: Session, ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;

const MOST_RELATED = 20;

/** ms: alerts further apart are not looked for. */
const RELATED_WITHIN = 30 * DAY;

const SHOWN = "status = 'current' AND suppressed_by IS NULL AND links <> ''";

/**
 * For one alert after the other: of the shown ones within 30 days that have the same identity ARN, role, access key or source
 * address, the nearest 20, by (time, id).
 */
export const relatedWithinMonth: Relate = async (session, ids) => {
  const related = new Map<string, readonly string[]>();
  for (const id of ids) related.set(id, await relatedToOne(session, id));
  return related;
};

async function relatedToOne(session: Session, id: string): Promise<readonly string[]> {
  const [own] = await session.all("SELECT time, links FROM state.alerts WHERE id = ?", [id]);
  const links = String(own?.["links"] ?? "").split(" ");
  if (own === undefined || links[0] === "") return [];
  const time = Number(own["time"]);
  const rows = await session.all(
    `SELECT id AS other, time, abs(time - ${time}) AS distance FROM state.alerts
     WHERE ${SHOWN} AND time BETWEEN ${time - RELATED_WITHIN} AND ${time + RELATED_WITHIN} AND id <> ?
       AND (${links.map((link) => `contains(links, ${quoteText(link)})`).join(" OR ")})
     ORDER BY distance, time, other LIMIT ${MOST_RELATED}`,
    [id],
  );
  return nearestOf(rows.map(nearOf));
}

/** For a page of alerts at once, as `relatedWithinMonth`, but within a day. */
export const relatedWithinDay: Relate = async (session, ids) => {
  if (ids.length === 0) return new Map();
  const found = new Map<string, Near[]>();
  for (const row of await session.all(neighboursQuery(ids))) {
    const id = String(row["id"]);
    const list = found.get(id);
    if (list === undefined) found.set(id, [nearOf(row)]);
    else list.push(nearOf(row));
  }
  return new Map([...found].map(([id, near]) => [id, nearestOf(near)]));
};

interface Near {
  readonly id: string;
  readonly time: number;
  readonly distance: number;
}

function nearOf(row: Readonly<Record<string, unknown>>): Near {
  return { id: String(row["other"]), time: Number(row["time"]), distance: Number(row["distance"]) };
}

function nearestOf(near: readonly Near[]): readonly string[] {
  const byTime = (a: Near, b: Near) => a.time - b.time || compareCodePoints(a.id, b.id);
  const chosen = [...near].sort((a, b) => a.distance - b.distance || byTime(a, b)).slice(0, MOST_RELATED);
  return chosen.sort(byTime).map(({ id }) => id);
}

/**
 * Of each link the 20 shown alerts before and after each asked one are enough, however many have it: `n` counts the shown ones up
 * to each, and neighbours are found by it.
 */
function neighboursQuery(ids: readonly string[]): string {
  const wanted = `(${ids.map(quoteText).join(", ")})`;
  return `
    WITH asked AS (SELECT id, time, links FROM state.alerts WHERE id IN ${wanted} AND links <> ''),
    wanted AS (SELECT DISTINCT unnest(string_split(links, ' ')) AS link FROM asked),
    days AS (SELECT DISTINCT time // ${DAY} + step.range AS day FROM asked, range(-1, 2) AS step),
    near AS (
      SELECT id, time, unnest(string_split(links, ' ')) AS link, ${SHOWN} AS shown
      FROM state.alerts
      WHERE (${SHOWN} OR id IN ${wanted}) AND time // ${DAY} IN (SELECT day FROM days)
        AND time BETWEEN (SELECT min(time) - ${DAY} FROM asked) AND (SELECT max(time) + ${DAY} FROM asked)
    ),
    numbered AS (
      SELECT id, time, link, shown,
        sum(shown::BIGINT) OVER (PARTITION BY link ORDER BY time, id ROWS UNBOUNDED PRECEDING)::BIGINT AS n
      FROM near WHERE link IN (SELECT link FROM wanted)
    ),
    places AS (
      SELECT id, time, link, n + step.range AS n
      FROM numbered, range(-${MOST_RELATED}, ${MOST_RELATED + 1}) AS step
      WHERE id IN ${wanted}
    )
    SELECT DISTINCT places.id, other.id AS other, other.time, abs(other.time - places.time) AS distance
    FROM places JOIN numbered AS other USING (link, n)
    WHERE other.shown AND other.id <> places.id AND abs(other.time - places.time) <= ${DAY}`;
}

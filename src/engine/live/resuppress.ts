import type { Alert } from "../../alert/alert.ts";
import { toDatadogSignal } from "../../alert/format/datadog/datadog.ts";
import type { Suppression } from "../../alert/suppression/compiled-own.ts";
import { suppressionOf } from "../../alert/suppression/suppression-of.ts";
import type { Session } from "../../driver/duckdb.ts";
import type { Row, RunPlan } from "../../ir/plan.ts";
import type { Rule } from "../../rule/rule.ts";
import type { JsonObject } from "../../util/json.ts";
import { readRecords } from "../read-records.ts";

/** A stored alert for which another suppression holds than before; null: none. */
export interface Resuppressed {
  readonly id: string;
  readonly thread: string;
  readonly alert: Alert;
  readonly suppressedBy: string | null;
}

const ALERTS_AT_ONCE = 200;

/**
 * What other suppressions make of the stored alerts. Of alerts whose rule does not run any more, nothing changes.
 * `rows`: of the lake, for the records behind the alerts.
 */
export async function resuppressed(
  session: Session,
  rows: RunPlan,
  rules: readonly Rule[],
  suppressions: readonly Suppression[],
): Promise<readonly Resuppressed[]> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const changed: Resuppressed[] = [];
  let after = "";
  for (;;) {
    const page = await session.all(
      `SELECT id, thread, doc, suppressed_by FROM state.alerts WHERE status = 'current' AND id > ? ORDER BY id LIMIT ${ALERTS_AT_ONCE}`,
      [after],
    );
    const judged = page.flatMap((row) => {
      const stored = storedOf(row);
      const rule = byId.get(stored.alert.rule.id);
      return rule === undefined ? [] : [{ ...stored, rule }];
    });
    const records = await recordsOf(
      judged.map(({ alert }) => alert),
      rows,
    );
    for (const { id, thread, alert, was, rule } of judged) {
      const own = alert.events.ids.map((event) => records.get(event)).filter((each) => each !== undefined);
      const now = suppressionOf({ alert, rule, signal: () => toDatadogSignal(alert, rule, own) }, suppressions);
      if (now !== was) changed.push({ id, thread, alert, suppressedBy: now });
    }
    const last = page.at(-1);
    if (last === undefined) return changed;
    after = String(last["id"]);
  }
}

function storedOf(row: Row) {
  const by = row["suppressed_by"];
  const alert = JSON.parse(String(row["doc"])) as Alert;
  return { id: String(row["id"]), thread: String(row["thread"]), alert, was: typeof by === "string" ? by : null };
}

async function recordsOf(alerts: readonly Alert[], rows: RunPlan): Promise<ReadonlyMap<string, JsonObject>> {
  const ids = alerts.flatMap(({ events }) => events.ids);
  if (ids.length === 0) return new Map();
  const first = Math.min(...alerts.map(({ events }) => Date.parse(events.first)));
  const last = Math.max(...alerts.map(({ events }) => Date.parse(events.last)));
  return readRecords(ids, rows, { first, last });
}

/** Part of a transaction. */
export async function writeSuppressed(session: Session, changed: readonly Resuppressed[], now: number): Promise<void> {
  for (const { id, suppressedBy } of changed)
    await session.run("UPDATE state.alerts SET suppressed_by = ?, changed_at = ? WHERE id = ?", [
      suppressedBy,
      now,
      id,
    ]);
}

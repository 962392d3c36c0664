import { toDatadogSignal } from "../../alert/format/datadog/datadog.ts";
import type { StoredAlert } from "../../alert/store/stored-alert.ts";
import type { SignalOf } from "../../alert/suppression/preview.ts";
import type { Lake } from "../../lake/lake.ts";
import type { Rule } from "../../rule/rule.ts";
import type { JsonObject } from "../../util/json.ts";
import { readRecords } from "../read-records.ts";

/** Makes the signals of stored alerts from their events in the lake, one at a time. */
export function storedSignals(rules: readonly Rule[], { rows }: Pick<Lake, "rows">): SignalOf {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return async ({ alert }: StoredAlert): Promise<JsonObject | null> => {
    const rule = byId.get(alert.rule.id);
    if (rule === undefined) return null;
    const { ids, first, last } = alert.events;
    const records = await readRecords(ids, rows, { first: Date.parse(first), last: Date.parse(last) });
    const events = ids.map((id) => records.get(id)).filter((record) => record !== undefined);
    return events.length < ids.length ? null : toDatadogSignal(alert, rule, events);
  };
}

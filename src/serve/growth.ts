import type { AlertChanges } from "../alert/store/revision.ts";
import { newValuesOf } from "../alert/store/span.ts";

/**
 * Whether the alert only grew: more events, a later last one, and with them more secrets, addresses and counts. It is the same alert under
 * the same id, that was current before, with the same severity, suppression, first event and new values, and its last event is not an
 * earlier one. Everything else is a change that somebody waits for.
 */
export function isGrowth({ from, to }: AlertChanges["revised"][number]): boolean {
  const { alert, suppressedBy } = to;
  const values = newValuesOf(alert);
  return (
    from.id === alert.id &&
    from.status === "current" &&
    from.severity === alert.rule.severity &&
    from.suppressedBy === suppressedBy &&
    from.first === Date.parse(alert.events.first) &&
    from.last <= Date.parse(alert.events.last) &&
    from.values.length === values.length &&
    from.values.every((value, i) => value === values[i])
  );
}

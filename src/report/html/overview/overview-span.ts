import { HOUR } from "../../../util/duration.ts";
import type { TimeSpan } from "../plot/time-scale.ts";
import type { ReportView } from "../report-view.ts";

/** The time of the events and of the alerts; null without alerts. */
export function overviewSpan({ data }: ReportView): TimeSpan | null {
  const { first, last } = data.summary.events;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { time } of data.all) {
    from = Math.min(from, time);
    to = Math.max(to, time);
  }
  if (!Number.isFinite(from)) return null;
  for (const edge of [first, last]) {
    const time = edge === null ? Number.NaN : Date.parse(edge);
    if (Number.isNaN(time)) continue;
    from = Math.min(from, time);
    to = Math.max(to, time);
  }
  return to > from ? { from, to } : { from: from - HOUR, to: to + HOUR };
}

import { formatDuration, MINUTE, parseDuration } from "../../../util/duration.ts";
import type { Schedule } from "../../rule.ts";
import { quote } from "../quote.ts";
import type { Report } from "../report.ts";
import { parseAgo } from "./date-math.ts";
import type { ElasticKeys } from "./elastic-context.ts";

/** Elastic's defaults: every 5 minutes, looking 6 minutes back. */
export function readSchedule(keys: ElasticKeys, report: Report): Schedule | null {
  reportEnd(keys, report);
  const interval = readInterval(keys, report);
  const lookback = readLookback(keys, report);
  return interval === null || lookback === null ? null : { interval, lookback };
}

/** Kibana runs no more than 1000 alerts a run; here the number holds as it is written. */
export function readMaxSignals(keys: ElasticKeys, report: Report): number {
  const { max_signals: given } = keys;
  if (given && given.value > 1000) {
    report.info(
      "limit",
      given.tree.span,
      `max_signals: Kibana cuts ${given.value} to 1000, here it is taken as written`,
    );
  }
  return given?.value ?? 100;
}

/** Only rules that count within a run can miss events between two runs. */
export function reportHoles(schedule: Schedule, keys: ElasticKeys, report: Report): void {
  const hole = schedule.interval - schedule.lookback;
  const place = keys.from ?? keys.interval;
  if (hole <= 0 || !place) return;
  const [every, back] = [schedule.interval, schedule.lookback].map(formatDuration);
  report.warning(
    "invalid-value",
    place.tree.span,
    `a run sees ${back} back but runs come every ${every}: events between them are never counted`,
  );
}

function readInterval(keys: ElasticKeys, report: Report): number | null {
  if (!keys.interval) return 5 * MINUTE;
  const { text, span } = keys.interval.value;
  const interval = /^\d+[smhd]$/.test(text) ? parseDuration(text) : undefined;
  if (interval !== undefined && interval > 0) return interval;
  report.error("invalid-value", span, `interval: expected a duration like "5m" (s, m, h or d), found ${quote(text)}`);
  return null;
}

function readLookback(keys: ElasticKeys, report: Report): number | null {
  if (!keys.from) return 6 * MINUTE;
  const { text, span } = keys.from.value;
  const lookback = parseAgo(text);
  if (lookback !== undefined && lookback > 0) return lookback;
  report.error("invalid-value", span, `from: expected a time before now like "now-6m", found ${quote(text)}`);
  return null;
}

function reportEnd(keys: ElasticKeys, report: Report): void {
  if (!keys.to || keys.to.value.text === "now") return;
  report.error(
    "unsupported-feature",
    keys.to.value.span,
    `to: a run that ends at another time than "now" is not supported`,
  );
}

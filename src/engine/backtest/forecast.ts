import { isoTime } from "../../alert/iso-time.ts";
import type { LakePart } from "../../lake/part.ts";
import type { Rule } from "../../rule/rule.ts";
import { DAY, formatDuration } from "../../util/duration.ts";
import { findAlerts } from "../alerts.ts";
import { excludeData } from "../data-exclusion.ts";
import { evaluateRules } from "../evaluate-rules.ts";
import { AlertTally } from "./alert-tally.ts";
import type { BacktestOptions } from "./backtest.ts";
import type { ForecastReport, RuleForecast } from "./forecast-report.ts";
import { entityOf } from "./noisiest.ts";
import { historyOf } from "./rule-history.ts";
import { weekNumbers } from "./week-numbers.ts";

export interface ForecastOptions extends Omit<BacktestOptions, "range"> {
  readonly parts: readonly LakePart[];
  /** Full weeks, 1 or more. */
  readonly weeks: number;
}

const WEEK = 7 * DAY;
const MOST_DAYS = 100;

/**
 * How many alerts a week each rule would have made. A week is seven days of event time; they are counted back from the last
 * midnight (UTC) that the stored events reach, so that no week is cut, and no clock has a say.
 */
export async function forecast(options: ForecastOptions): Promise<ForecastReport> {
  const { lake, rules, weeks: asked, parts } = options;
  const { first, last, events } = lake.stats;
  const end = last === null ? 0 : Math.floor((last + 1) / DAY) * DAY;
  const begin = first === null ? 0 : Math.floor(first / DAY) * DAY;
  const there = Math.max(0, Math.min(asked, Math.floor((end - begin) / WEEK)));
  const span: Weeks = { from: end - there * WEEK, count: there, begin };
  const { tallies, failed } = there === 0 ? NOTHING : await count(options, span);
  const missing = there === 0 ? [] : emptyDays(parts, span.from, end);
  return {
    weeks: { asked, there },
    range: there === 0 ? null : { from: isoTime(span.from), to: isoTime(end) },
    stored: { events, first: first === null ? null : isoTime(first), last: last === null ? null : isoTime(last) },
    days_without_events: missing.slice(0, MOST_DAYS),
    rules: rules.flatMap((rule) => {
      const tally = tallies.get(rule.id);
      return tally === undefined ? [] : [ruleForecast(rule, tally, span, options.top)];
    }),
    failed,
    warnings: warningsOf({ rules, asked, there, missing: missing.length, span }),
  };
}

interface Weeks {
  readonly from: number;
  readonly count: number;
  /** Midnight of the first stored event's day. */
  readonly begin: number;
}

interface RuleTally {
  readonly weeks: number[];
  readonly alerts: AlertTally;
}

interface Counted {
  readonly tallies: ReadonlyMap<string, RuleTally>;
  readonly failed: ForecastReport["failed"];
}

const NOTHING: Counted = { tallies: new Map(), failed: [] };

async function count({ lake, rules, suppressions, searched, onStep }: ForecastOptions, span: Weeks): Promise<Counted> {
  const { first, last } = lake.stats;
  const range = { from: span.from, to: span.from + span.count * WEEK };
  const kept = rules.map((rule) => excludeData(rule, suppressions));
  const { evaluated, failed } = await evaluateRules(kept, {
    rows: lake.rows,
    range,
    stored: first === null || last === null ? null : { first, last },
    matchFrom: range.from,
    ...(onStep === undefined ? {} : { onRule: onStep }),
  });
  const tallies = new Map(
    evaluated.map(({ rule }) => [rule.id, { weeks: newWeeks(span.count), alerts: new AlertTally(entityOf) }]),
  );
  const found = await findAlerts({ evaluated, lake, paths: searched, suppressions });
  for await (const { alert } of found.alerts) {
    const tally = tallies.get(alert.rule.id);
    // An alert over a cap has the time of its run's end, which may be that of the range.
    const week = Math.min(span.count - 1, Math.max(0, Math.floor((Date.parse(alert.time) - span.from) / WEEK)));
    if (tally === undefined) continue;
    tally.weeks[week] = (tally.weeks[week] ?? 0) + 1;
    tally.alerts.add(alert);
  }
  return { tallies, failed: failed.map(({ rule: { id, name }, reason }) => ({ id, name, reason })) };
}

function newWeeks(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

function ruleForecast({ id, name, enabled, method }: Rule, tally: RuleTally, span: Weeks, top: number): RuleForecast {
  const weeks = tally.weeks.map((alerts, i) => {
    const from = span.from + i * WEEK;
    const full = from - historyOf(method) >= span.begin;
    return { from: isoTime(from), to: isoTime(from + WEEK), alerts, full_history: full };
  });
  const sure = weeks.filter((each) => each.full_history);
  const numbers = weekNumbers((sure.length === 0 ? weeks : sure).map(({ alerts }) => alerts));
  return { id, name, enabled, weeks, per_week: numbers, entities: tally.alerts.entities(top) };
}

/** Days of the range in which no part has events. A part that was not divided into days counts for all of its span. */
function emptyDays(parts: readonly LakePart[], from: number, to: number): readonly string[] {
  const full = new Set<number>();
  for (const part of parts.filter(({ events, superseded }) => events > superseded)) {
    const first = Math.max(from, part.first);
    for (let day = Math.floor(first / DAY); day * DAY <= Math.min(part.last, to - 1); day++) full.add(day);
  }
  const days = Array.from({ length: (to - from) / DAY }, (_, i) => from / DAY + i);
  return days.filter((day) => !full.has(day)).map((day) => isoTime(day * DAY).slice(0, -14));
}

interface Facts {
  readonly rules: readonly Rule[];
  readonly asked: number;
  readonly there: number;
  readonly missing: number;
  readonly span: Weeks;
}

function warningsOf({ rules, asked, there, missing, span }: Facts): readonly string[] {
  const few =
    there === 0
      ? "the lake does not hold a full week of events: there is nothing to count"
      : `the lake holds ${weeksText(there)} of the ${asked} that were asked for`;
  const blind = there === 0 ? [] : rules.flatMap((rule) => historyWarning(rule, span));
  return [
    ...(there < asked ? [few] : []),
    ...(missing === 0 ? [] : [`${missing} of the ${there * 7} days have no events at all: logs may be missing`]),
    ...blind,
  ];
}

function historyWarning({ id, method }: Rule, { from, begin, count }: Weeks): readonly string[] {
  const history = historyOf(method);
  const short = Array.from({ length: count }, (_, i) => from + i * WEEK).filter(
    (week) => week - history < begin,
  ).length;
  if (short === 0) return [];
  const looks = `${id} looks ${formatDuration(history)} back, and the lake does not hold that much before`;
  return short === count
    ? [`${looks} any of the weeks: the numbers are of a rule that is still learning`]
    : [`${looks} the first ${short === 1 ? "week" : `${short} weeks`}, which therefore do not count`];
}

function weeksText(count: number): string {
  return count === 1 ? "one full week" : `${count} full weeks`;
}

import type { Alert } from "../alert/alert.ts";
import { alertId } from "../alert/alert-id.ts";
import { buildAlert } from "../alert/build-alert.ts";
import { toDatadogSignal } from "../alert/format/datadog/datadog.ts";
import { identityOf } from "../alert/identity.ts";
import { isoTime } from "../alert/iso-time.ts";
import { overCapAlert } from "../alert/over-cap.ts";
import { type Relatable, relatedIds } from "../alert/relate.ts";
import type { Searched } from "../alert/search/events-command.ts";
import { selectsRule } from "../alert/signal-suppression.ts";
import { concernsRule, isOwn, type Suppression } from "../alert/suppression/compiled-own.ts";
import { suppressionsOf } from "../alert/suppression/suppression-of.ts";
import type { EventSpan } from "../lake/judged.ts";
import type { Lake } from "../lake/lake.ts";
import type { Rule } from "../rule/rule.ts";
import { breathClock, breathe } from "../util/breathe.ts";
import { compareCodePoints } from "../util/code-points.ts";
import type { JsonObject } from "../util/json.ts";
import type { Candidate } from "./alert-suppression.ts";
import type { Evaluated } from "./evaluate.ts";
import { readRecords } from "./read-records.ts";
import type { Run } from "./runs.ts";

/** An alert with what it was made from, for the output formats. */
export interface FoundAlert {
  readonly alert: Alert;
  readonly rule: Rule;
  /** The raw records of `alert.events.ids`, oldest first. */
  readonly records: readonly JsonObject[];
  /** Id of the suppression that keeps it from being shown: the first of `heldBy`. Null: none, always so without `keepSuppressed`. */
  readonly suppressedBy: string | null;
  /** Ids of all suppressions that hold for it. */
  readonly heldBy: readonly string[];
}

/** What will be an alert: small, so that all of a scan fit in memory. */
type Pending =
  | {
      readonly kind: "detection";
      readonly id: string;
      readonly time: number;
      readonly rule: Rule;
      readonly candidate: Candidate;
    }
  | {
      readonly kind: "over_cap";
      readonly id: string;
      readonly time: number;
      readonly rule: Rule;
      readonly run: Run;
      readonly count: number;
    };

/** Event ids that are read back in one query. */
const IDS_A_QUERY = 4_000;

export interface AlertSources {
  readonly evaluated: readonly Evaluated[];
  readonly lake: Pick<Lake, "rows" | "pick">;
  /** As the user gave them. */
  readonly paths: Searched;
  /** Of Datadog signals, and ours of alerts; what is excluded of events was excluded before. */
  readonly suppressions: readonly Suppression[];
  /** Suppressed alerts are given, too, each with the suppressions that hold for it, and without related ones. */
  readonly keepSuppressed?: boolean;
  /** Who has records that were read before; without it they are read from the lake. */
  readonly read?: ReadThem;
}

export interface FoundAlerts {
  /** By (time, rule id, alert id). */
  readonly alerts: AsyncGenerator<FoundAlert>;
  /** Detections that a suppression keeps from being shown as alerts. */
  readonly suppressed: number;
  /** How many by the id of the suppression, in the order of ids: each under the first of those that hold for it. */
  readonly suppressions: Readonly<Record<string, number>>;
}

/**
 * All alerts of a scan. The records behind them are read back twice, a few thousand at a time (once to find what is
 * suppressed and who is related to whom), so that memory does not grow with the number of alerts.
 */
export async function findAlerts(sources: AlertSources): Promise<FoundAlerts> {
  const pending = sources.evaluated.flatMap(pendingOf).sort(inOrder);
  const given: Pending[] = [];
  const held = new Map<Pending, readonly string[]>();
  const relatables: Relatable[] = [];
  const read = await readerOf(pending, sources);
  for await (const supplied of withRecords(pending, read)) {
    const { item, records } = supplied;
    const heldBy = suppressionsFor(supplied, sources);
    if (heldBy.length > 0) held.set(item, heldBy);
    else relatables.push({ id: item.id, time: isoTime(item.time), identity: identityOf(records) });
    if (heldBy.length === 0 || sources.keepSuppressed) given.push(item);
  }
  const related = relatedIds(relatables);
  return {
    alerts: buildAll(given, { related, held }, read, sources.paths),
    suppressed: held.size,
    suppressions: countsById([...held.values()]),
  };
}

/** Ids of the suppressions that hold for what will be an alert. */
function suppressionsFor(supplied: Supplied, { suppressions, paths }: AlertSources): readonly string[] {
  const { item, records } = supplied;
  const { rule } = item;
  const concerned = suppressions.filter((each) => mayHold(each, rule));
  if (concerned.length === 0) return [];
  const alert = build(supplied, paths);
  return suppressionsOf({ alert, rule, signal: () => toDatadogSignal(alert, rule, records) }, concerned);
}

function mayHold(suppression: Suppression, rule: Rule): boolean {
  if (isOwn(suppression)) return suppression.appliesTo === "alerts" && concernsRule(suppression, rule.id);
  return rule.vocabulary === "datadog" && suppression.signals !== null && selectsRule(suppression, rule);
}

function countsById(held: readonly (readonly string[])[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const [first] of held) if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => compareCodePoints(a, b)));
}

interface Judged {
  readonly related: ReadonlyMap<string, readonly string[]>;
  readonly held: ReadonlyMap<Pending, readonly string[]>;
}

async function* buildAll(
  given: readonly Pending[],
  { related, held }: Judged,
  read: ReadThem,
  paths: Searched,
): AsyncGenerator<FoundAlert> {
  for await (const supplied of withRecords(given, read)) {
    const { item, records } = supplied;
    const alert = { ...build(supplied, paths), related: related.get(item.id) ?? [] };
    const heldBy = held.get(item) ?? [];
    yield { alert, rule: item.rule, records, suppressedBy: heldBy[0] ?? null, heldBy };
  }
}

function pendingOf({ rule, kept, overflows }: Evaluated): readonly Pending[] {
  return [
    ...kept.map((candidate): Pending => {
      const { detection } = candidate;
      return { kind: "detection", id: alertId(rule, detection), time: detection.time, rule, candidate };
    }),
    ...overflows.map(({ run, count }): Pending => {
      const { id } = overCapAlert(rule, { from: run.from, to: run.to, overCap: count });
      return { kind: "over_cap", id, time: run.to, rule, run, count };
    }),
  ];
}

function inOrder(a: Pending, b: Pending): number {
  return a.time - b.time || compareCodePoints(a.rule.id, b.rule.id) || compareCodePoints(a.id, b.id);
}

/** Reads the records of these events, by id. `span`: epoch ms of the first and the last of them. */
export type ReadThem = (ids: readonly string[], span: EventSpan | null) => Promise<ReadonlyMap<string, JsonObject>>;

/** More than a query's worth of events is looked for once and read from there: it is read twice, and a piece at a time. */
async function readerOf(pending: readonly Pending[], { lake, read }: AlertSources): Promise<ReadThem> {
  if (read !== undefined) return read;
  const ids = pending.flatMap((item) => [...idsOf(item), ...readersOf(item)]);
  const span = spanOf(pending);
  const rows = span === null || ids.length <= IDS_A_QUERY ? lake.rows : await lake.pick(ids, span);
  return (some, within) => readRecords(some, rows, within);
}

interface Supplied {
  readonly item: Pending;
  readonly records: readonly JsonObject[];
  /** Of the events that first read the secrets which those do not show. */
  readonly readers: readonly JsonObject[];
}

async function* withRecords(pending: readonly Pending[], read: ReadThem): AsyncGenerator<Supplied> {
  for (const chunk of chunksOf(pending)) {
    const records = await read(
      chunk.flatMap((item) => [...idsOf(item), ...readersOf(item)]),
      spanOf(chunk),
    );
    const isTime = breathClock();
    for (const item of chunk) {
      if (isTime()) await breathe();
      yield { item, records: foundOf(idsOf(item), records), readers: foundOf(readersOf(item), records) };
    }
  }
}

/** From the first to the last event of the detections; null without one. */
function spanOf(chunk: readonly Pending[]): EventSpan | null {
  const spans = chunk.flatMap((item) => (item.kind === "detection" ? [item.candidate.detection.events] : []));
  if (spans.length === 0) return null;
  const first = spans.reduce((least, each) => Math.min(least, each.first), Number.POSITIVE_INFINITY);
  return { first, last: spans.reduce((most, each) => Math.max(most, each.last), 0) };
}

function foundOf(ids: readonly string[], records: ReadonlyMap<string, JsonObject>): readonly JsonObject[] {
  return ids.map((id) => records.get(id)).filter((record) => record !== undefined);
}

function readersOf(item: Pending): readonly string[] {
  return item.kind === "detection" ? item.candidate.detection.events.readers : [];
}

function idsOf(item: Pending): readonly string[] {
  return item.kind === "detection" ? item.candidate.detection.events.ids : [];
}

function* chunksOf(pending: readonly Pending[]): Generator<readonly Pending[]> {
  let chunk: Pending[] = [];
  let ids = 0;
  for (const item of pending) {
    chunk.push(item);
    ids += idsOf(item).length + readersOf(item).length;
    if (ids < IDS_A_QUERY) continue;
    yield chunk;
    chunk = [];
    ids = 0;
  }
  if (chunk.length > 0) yield chunk;
}

function build({ item, records, readers }: Supplied, paths: Searched): Alert {
  if (item.kind === "over_cap") {
    return overCapAlert(item.rule, { from: item.run.from, to: item.run.to, overCap: item.count });
  }
  const { detection, suppressed } = item.candidate;
  return buildAlert(detection, item.rule, records, { paths, suppressed, readers });
}

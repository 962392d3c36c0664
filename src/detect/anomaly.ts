import type { AnomalyMethod } from "../rule/rule.ts";
import { PEER_PERCENTILE } from "./anomaly/constants.ts";
import { eachSeries } from "./anomaly/group-series.ts";
import { judgeSeries, type PeerBound } from "./anomaly/judge-series.ts";
import { needed } from "./anomaly/judgement.ts";
import { type LakeActivity, lakeActivity } from "./anomaly/lake-activity.ts";
import { type Peers, peersOf } from "./anomaly/peers.ts";
import { eventsPlan, lakePlan, seriesPlan } from "./anomaly/plans.ts";
import { type PlotPoints, plotOf } from "./anomaly/plot.ts";
import { bucketsOf, livesOf, type Series } from "./anomaly/series.ts";
import { type AnomalySignal, signalsOf } from "./anomaly/signals.ts";
import { neededGroups } from "./datadog/group-fields.ts";
import type { DetectContext, Detection, DetectResult } from "./detection.ts";
import { entityOf } from "./entity.ts";
import { EventTally } from "./event-tally.ts";
import { countMissing } from "./missing-group.ts";
import { endPlus, inRange, sortDetections } from "./order.ts";
import { columnNames } from "./plans.ts";
import { eventRow, numberOf } from "./rows.ts";

/**
 * Anomaly detection (Datadog): docs/anomaly.md has the formula and the reason of every number. In short: per group and
 * bucket one value; a window of buckets is anomalous when its sum exceeds the bound that the group's own last 14 days
 * give by as much as the tolerance asks for, and its newest bucket is above its share of it.
 *
 * - One detection a signal. key: group and end of the window that opened it. opened.time: that end. time: that of the last
 *   event of the window. events: what the query takes of the group from the start of the window that opened it to the
 *   end of the last anomalous one.
 * - observed, expected, bound, window: of the signal's highest window. bound: what the sum had to reach.
 * - insufficientBaseline: groups that were active in the range and none of whose windows there could be judged.
 * - Computed from the first stored event on, whatever the range.
 */
export async function detectAnomaly(method: AnomalyMethod, context: DetectContext): Promise<DetectResult> {
  const { query, bucketDuration, windows } = method;
  const until = endPlus(context.range, windows.maxSignalDuration + bucketDuration);
  const plan = seriesPlan(query, bucketDuration, until);
  const columns = columnNames("g", query.groupBy);
  const lake = await readLake(method, context, until);
  const peers = method.peerBaseline ? newPeers(method, context) : null;
  if (peers !== null) {
    await eachSeries(context.rows(plan), columns, (group, series) => peers.add(JSON.stringify(group), series));
  }
  const found: Found[] = [];
  let insufficientBaseline = 0;
  await eachSeries(context.rows(plan), columns, (group, series) => {
    const outcome = judgeGroup(method, context, lake, series, peers?.boundFor(JSON.stringify(group)) ?? null);
    found.push(...outcome.found.map((each) => ({ ...each, group })));
    if (outcome.isUnjudged) insufficientBaseline++;
  });
  const detections: Detection[] = [];
  for (const each of found) detections.push(await detectionOf(method, context, each));
  const missingGroup = await countMissing(context, [{ predicate: query.predicate, fields: neededGroups(query) }]);
  return { detections: sortDetections(detections), insufficientBaseline, missingGroup };
}

interface Found {
  readonly group: readonly string[];
  readonly signal: AnomalySignal;
  readonly baseline: PlotPoints;
}

async function readLake(method: AnomalyMethod, context: DetectContext, until: number | null): Promise<LakeActivity> {
  const buckets: number[] = [];
  for await (const row of context.rows(lakePlan(method.bucketDuration, until))) buckets.push(numberOf(row, "bucket"));
  return lakeActivity(buckets);
}

function newPeers(method: AnomalyMethod, context: DetectContext): Peers {
  const start = method.instantaneousBaseline ? (context.stored?.first ?? null) : null;
  return peersOf(method.bucketDuration, bucketsOf(method), method.learningDuration, start);
}

function judgeGroup(
  method: AnomalyMethod,
  context: DetectContext,
  lake: LakeActivity,
  series: Series,
  peers: PeerBound | null,
): { readonly found: readonly Omit<Found, "group">[]; readonly isUnjudged: boolean } {
  const lives = livesOf(series).map((life) => ({ life, windows: judgeSeries(life, lake, method, peers) }));
  const active = lives.flatMap(({ windows }) => windows.filter(({ point }) => inRange(point.last, context.range)));
  const found = lives.flatMap(({ life, windows }) =>
    signalsOf(windows, method.windows)
      .filter((signal) => inRange(signal.opened.point.last, context.range))
      .map((signal) => ({
        signal,
        baseline: plotOf(life, lake, method.bucketDuration, { from: signal.opened.start, to: signal.last }),
      })),
  );
  return { found, isUnjudged: active.length > 0 && active.every((window) => window.bound === null) };
}

async function detectionOf(method: AnomalyMethod, context: DetectContext, found: Found): Promise<Detection> {
  const { opened, last, peak } = found.signal;
  const tally = new EventTally();
  const plan = eventsPlan(method.query, found.group, opened.start, last);
  for await (const row of context.rows(plan)) tally.add(eventRow(row));
  return {
    entity: entityOf(method.query.groupBy, found.group),
    opened: { time: opened.end, key: JSON.stringify([...found.group, opened.end]) },
    time: opened.point.last,
    events: tally.detected(),
    severity: method.status,
    caseName: method.caseName,
    evidence: {
      kind: "anomaly",
      observed: peak.sum,
      expected: peak.bound.expected,
      bound: needed(peak.bound.bound, method.tolerance),
      window: { from: peak.start, to: peak.end },
      bucketDuration: method.bucketDuration,
      judgedBy: peak.bound.judgedBy,
      percentile: peak.bound.judgedBy === "peers" ? PEER_PERCENTILE : method.percentile,
      tolerance: method.tolerance,
      baseline: found.baseline,
    },
  };
}

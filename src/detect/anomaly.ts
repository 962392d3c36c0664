import type { AnomalyMethod } from "../rule/rule.ts";
import { PEER_PERCENTILE } from "./anomaly/constants.ts";
import { judgeGroups } from "./anomaly/judge-groups.ts";
import { needed } from "./anomaly/judgement.ts";
import { eventsPlan } from "./anomaly/plans.ts";
import type { PlotPoints } from "./anomaly/plot.ts";
import { lakeReader } from "./anomaly/read-lake.ts";
import { bucketsOf } from "./anomaly/series.ts";
import type { AnomalySignal } from "./anomaly/signals.ts";
import { worthJudging } from "./anomaly/worth-judging.ts";
import { neededGroups } from "./datadog/group-fields.ts";
import { calmFor } from "./datadog/match-clock.ts";
import type { DetectContext, Detection, DetectResult } from "./detection.ts";
import { entityOf } from "./entity.ts";
import { EventTally } from "./event-tally.ts";
import { countMissing } from "./missing-group.ts";
import { sortDetections } from "./order.ts";
import { eventRow } from "./rows.ts";
import { type Group, type Reach, settle } from "./settle.ts";

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
 * - What is found does not depend on the range. Of a slice only the groups are read further back whose own windows could be
 *   anomalous, or perhaps not be judged; judgeSeries says how far.
 */
export async function detectAnomaly(method: AnomalyMethod, context: DetectContext): Promise<DetectResult> {
  const found: Found[] = [];
  let insufficientBaseline = 0;
  const reach = reachOf(method);
  const readLake = lakeReader(context, method.bucketDuration);
  await settle(context, reach, async (restart) => {
    const { start, groups } = restart;
    if (start !== null && groups === null)
      return worthJudging(method, context, { start, next: start - reach.more, readLake });
    const unsettled: Group[] = [];
    await judgeGroups(method, context, { restart, readLake }, (group, judged) => {
      if (judged === null) unsettled.push(group);
      else if (judged.isUnjudged) insufficientBaseline++;
      found.push(...(judged?.found ?? []).map((each) => ({ ...each, group })));
    });
    return unsettled;
  });
  const detections: Detection[] = [];
  for (const each of found) detections.push(await detectionOf(method, context, each));
  const { query } = method;
  const missingGroup = await countMissing(context, [{ predicate: query.predicate, fields: neededGroups(query) }]);
  return { detections: sortDetections(detections), insufficientBaseline, missingGroup };
}

interface Found {
  readonly group: Group;
  readonly signal: AnomalySignal;
  readonly baseline: PlotPoints;
}

/** Sums, and highest values, of fractions are read from the beginning: their last digit depends on where it began. */
function reachOf(method: AnomalyMethod): Reach {
  const { query, bucketDuration, windows, learningDuration } = method;
  const isWhole = query.aggregation === "count" || query.aggregation === "cardinality";
  const least = (bucketsOf(method) + 1) * bucketDuration;
  return { least: isWhole ? least : Number.POSITIVE_INFINITY, more: learningDuration + calmFor(windows) };
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

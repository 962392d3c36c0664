import type { AnomalyMethod } from "../../rule/rule.ts";
import type { DetectContext } from "../detection.ts";
import { endPlus, inRange } from "../order.ts";
import { columnNames } from "../plans.ts";
import type { Group } from "../settle.ts";
import { HISTORY } from "./constants.ts";
import { eachSeries } from "./group-series.ts";
import { historyFrom } from "./history-from.ts";
import { enoughBuckets } from "./judge-series.ts";
import { needed } from "./judgement.ts";
import type { LakeActivity } from "./lake-activity.ts";
import { seriesPlan } from "./plans.ts";
import { readEdges } from "./read-edges.ts";
import type { ReadLake } from "./read-lake.ts";
import { bucketsOf, type Point } from "./series.ts";
import { type WindowSum, windowSums } from "./window-sums.ts";

export interface FirstRead {
  /** Epoch ms. */
  readonly start: number;
  /** From when on the groups that this gives back will be judged. */
  readonly next: number;
  readonly readLake: ReadLake;
}

/**
 * The groups about which the events since `start`, a window and a bucket before the range, do not tell everything: no bound is
 * below 0, so a window whose sum does not reach what a bound of 0 asks for is not anomalous. What then remains to be said is
 * that it could be judged, and an older event of the group is proof enough of that.
 *
 * For counts and cardinalities.
 */
export async function worthJudging(
  method: AnomalyMethod,
  context: DetectContext,
  { start, next, readLake }: FirstRead,
): Promise<readonly Group[]> {
  const { query, bucketDuration, windows, tolerance, learningPeriodBaseline } = method;
  const until = endPlus(context.range, windows.maxSignalDuration + bucketDuration);
  const plan = seriesPlan(query, bucketDuration, { from: start, to: until });
  const worth: Group[] = [];
  const quiet: Quiet[] = [];
  await eachSeries(context.rows(plan), columnNames("g", query.groupBy), (group, series) => {
    const sums = [...windowSums(series, bucketDuration, bucketsOf(method))];
    const active = series.flatMap((point, index) => {
      const window = sums[index];
      return window !== undefined && inRange(point.last, context.range) ? [{ point, window }] : [];
    });
    const [first] = active;
    if (first === undefined) return;
    if (active.some(({ window }) => window.sum >= needed(0, tolerance))) worth.push(group);
    else if (learningPeriodBaseline === null) quiet.push({ group, ...first });
  });
  return [
    ...worth,
    ...(await unproven(method, context, quiet, () => readLake({ from: historyFrom(method, next), to: until }))),
  ];
}

/** A group and its first window in the range. */
interface Quiet {
  readonly group: Group;
  readonly point: Point;
  readonly window: WindowSum;
}

/**
 * Those of which it is not proven that their window can be judged. It can when an event of the group lies a learning period or
 * more, and at most HISTORY, before it, and so many buckets of the lake in between that those which may be held do not matter.
 */
async function unproven(
  method: AnomalyMethod,
  context: DetectContext,
  quiet: readonly Quiet[],
  read: () => Promise<LakeActivity>,
): Promise<readonly Group[]> {
  const { query, bucketDuration, learningDuration } = method;
  const { from } = context.range;
  if (quiet.length === 0 || from === null) return [];
  const span = { from: from - HISTORY, to: from };
  const lake = await read();
  const groups = quiet.map(({ group }) => group);
  const edgesOf = await readEdges(context, query, span, groups);
  const mostHeld = Math.ceil(learningDuration / bucketDuration);
  const isProven = ({ group, point, window }: Quiet): boolean => {
    const edges = edgesOf(group);
    if (edges === null) return false;
    const bucket = Math.floor(edges.first / bucketDuration) * bucketDuration;
    const isSameLife = point.bucket - bucket <= HISTORY && window.start - bucket >= learningDuration;
    const certain = lake.count(Math.max(bucket, window.start - HISTORY), window.start) - mostHeld;
    return isSameLife && certain >= enoughBuckets(method);
  };
  return quiet.filter((each) => !isProven(each)).map(({ group }) => group);
}

import type { AnomalyMethod } from "../../rule/rule.ts";
import type { DetectContext } from "../detection.ts";
import { columnNames } from "../plans.ts";
import { numberOrNull } from "../rows.ts";
import { HISTORY, PEER_STEP } from "./constants.ts";
import { eachSeries } from "./group-series.ts";
import { type Peers, peersOf } from "./peers.ts";
import { edgesOfAllPlan, seriesPlan } from "./plans.ts";
import { bucketsOf } from "./series.ts";

/** What the rule's groups reach, for windows that end after `start` (null: for all). */
export async function peersFor(
  method: AnomalyMethod,
  context: DetectContext,
  start: number | null,
  until: number | null,
): Promise<Peers> {
  const { query, bucketDuration, learningDuration } = method;
  const buckets = bucketsOf(method);
  const width = buckets * bucketDuration;
  const from = start === null ? null : start - width - HISTORY - PEER_STEP - width;
  const begin = await beginOf(method, context, from, until);
  const peers = peersOf(bucketDuration, buckets, learningDuration, begin);
  const plan = seriesPlan(query, bucketDuration, { from: alignedTo(bucketDuration, from), to: until });
  await eachSeries(context.rows(plan), columnNames("g", query.groupBy), (group, series) =>
    peers.add(JSON.stringify(group), series),
  );
  return peers;
}

/** When the rule's data begins; null: with the first bucket that the peers are given. */
async function beginOf(
  { query, bucketDuration, instantaneousBaseline }: AnomalyMethod,
  context: DetectContext,
  from: number | null,
  until: number | null,
): Promise<number | null> {
  if (instantaneousBaseline && context.stored !== null) return context.stored.first;
  if (from === null) return null;
  for await (const row of context.rows(edgesOfAllPlan(query, { from: null, to: until }))) {
    return alignedTo(bucketDuration, numberOrNull(row, "first"));
  }
  return null;
}

function alignedTo(bucketDuration: number, time: number | null): number | null {
  return time === null ? null : Math.floor(time / bucketDuration) * bucketDuration;
}

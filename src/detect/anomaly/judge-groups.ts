import type { AnomalyMethod } from "../../rule/rule.ts";
import type { DetectContext } from "../detection.ts";
import { endPlus, inRange } from "../order.ts";
import { columnNames } from "../plans.ts";
import { type Group, isWanted, type Restart } from "../settle.ts";
import { HISTORY } from "./constants.ts";
import { eachSeries } from "./group-series.ts";
import { historyFrom } from "./history-from.ts";
import { judgeSeries, type PeerBound } from "./judge-series.ts";
import type { LakeActivity } from "./lake-activity.ts";
import { peersFor } from "./peers-for.ts";
import { seriesPlan } from "./plans.ts";
import { type PlotPoints, plotOf } from "./plot.ts";
import { readEdges } from "./read-edges.ts";
import type { ReadLake } from "./read-lake.ts";
import { livesOf, type Series } from "./series.ts";
import { settledSignals } from "./settled-signals.ts";
import type { AnomalySignal } from "./signals.ts";

export interface JudgedGroup {
  /** Signals that opened in the range, with the plot of each. */
  readonly found: readonly { readonly signal: AnomalySignal; readonly baseline: PlotPoints }[];
  /** Active in the range, and none of its windows there could be judged. */
  readonly isUnjudged: boolean;
}

/** Judges the windows that end after the restart's start. `take` gets null for a group of which they do not tell enough. */
export async function judgeGroups(
  method: AnomalyMethod,
  context: DetectContext,
  { restart, readLake }: { readonly restart: Restart; readonly readLake: ReadLake },
  take: (group: Group, judged: JudgedGroup | null) => void,
): Promise<void> {
  const { query, bucketDuration, windows } = method;
  const until = endPlus(context.range, windows.maxSignalDuration + bucketDuration);
  const from = historyFrom(method, restart.start);
  const lake = await readLake({ from, to: until });
  const plan = seriesPlan(query, bucketDuration, { from, to: until }, restart.groups);
  const names = columnNames("g", query.groupBy);
  const before = await pointsBefore(method, context, from, restart.groups);
  const wanted = isWanted(restart);
  const scene = { method, context, lake, restart };
  const judgeAll: JudgeAll = async (peers, tell) => {
    await eachSeries(context.rows(plan), names, (group, series) => {
      if (wanted(group)) tell(group, judgeGroup(scene, [...before(group), ...series], peers?.(group) ?? null));
    });
  };
  if (!method.peerBaseline) return judgeAll(null, take);
  if (restart.start !== null && (await judgedWithoutPeers(judgeAll, take))) return;
  const peers = await peersFor(method, context, restart.start, until);
  await judgeAll((group) => peers.boundFor(JSON.stringify(group)), take);
}

type Take = (group: Group, judged: JudgedGroup | null) => void;
type JudgeAll = (peers: ((group: Group) => PeerBound) | null, take: Take) => Promise<void>;

/** The peers' series are those of all groups, so they are read only when some window is left to them. */
async function judgedWithoutPeers(judgeAll: JudgeAll, take: Take): Promise<boolean> {
  let asks = false;
  const asked: PeerBound = () => {
    asks = true;
    return null;
  };
  const all: Parameters<Take>[] = [];
  await judgeAll(
    () => asked,
    (...each) => all.push(each),
  );
  if (!asks) for (const each of all) take(...each);
  return !asks;
}

/** The group's last point before what is read: what comes within HISTORY of it is the same life. Its value is in no window. */
async function pointsBefore(
  { query, bucketDuration }: AnomalyMethod,
  context: DetectContext,
  from: number | null,
  groups: readonly Group[] | null,
): Promise<(group: Group) => Series> {
  if (from === null) return () => [];
  const edgesOf = await readEdges(context, query, { from: from - HISTORY, to: from }, groups);
  return (group) => {
    const last = edgesOf(group)?.last ?? null;
    return last === null ? [] : [{ bucket: Math.floor(last / bucketDuration) * bucketDuration, value: 1, last }];
  };
}

interface Scene {
  readonly method: AnomalyMethod;
  readonly context: DetectContext;
  readonly lake: LakeActivity;
  readonly restart: Restart;
}

function judgeGroup(scene: Scene, series: Series, peers: PeerBound | null): JudgedGroup | null {
  const { method, context, lake, restart } = scene;
  const lives = livesOf(series).map((life) => {
    const judgedFrom = restart.start !== null && (life[0]?.bucket ?? 0) < restart.start ? restart.start : null;
    const windows = judgeSeries(life, lake, method, peers, judgedFrom);
    return { life, windows, signals: settledSignals(windows, judgedFrom, method.windows, context.range) };
  });
  if (lives.some(({ signals }) => signals === null)) return null;
  const active = lives.flatMap(({ windows }) => windows.filter(({ point }) => inRange(point.last, context.range)));
  const found = lives.flatMap(({ life, signals }) =>
    (signals ?? []).map((signal) => ({ signal, baseline: plotFor(scene, life, signal) })),
  );
  return { found, isUnjudged: active.length > 0 && active.every((window) => window.bound === null) };
}

function plotFor({ method, lake }: Scene, life: Series, signal: AnomalySignal): PlotPoints {
  return plotOf(life, lake, method.bucketDuration, { from: signal.opened.start, to: signal.last });
}

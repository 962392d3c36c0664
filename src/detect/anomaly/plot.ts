import { FULL_RESOLUTION, HISTORY, MOST_PLOT_POINTS } from "./constants.ts";
import type { LakeActivity } from "./lake-activity.ts";
import type { Series } from "./series.ts";

/** `[bucket start in epoch ms, value]`, oldest first. */
export type PlotPoints = readonly (readonly [number, number])[];

/**
 * The series in `[from, to)` for the plot: HISTORY before the signal and the signal itself, zeros included, gaps left out.
 * The last day keeps every bucket; before it so many buckets become one, with their highest value, that at most
 * MOST_PLOT_POINTS remain.
 */
export function plotOf(
  series: Series,
  lake: LakeActivity,
  bucketDuration: number,
  signal: { readonly from: number; readonly to: number },
): PlotPoints {
  const from = Math.max(series[0]?.bucket ?? signal.from, signal.from - HISTORY);
  const values = new Map(series.map((point) => [point.bucket, point.value]));
  const points = lake
    .starts(from, signal.to)
    .map((bucket): readonly [number, number] => [bucket, values.get(bucket) ?? 0]);
  const fullFrom = Math.min(signal.from, signal.to - FULL_RESOLUTION);
  const recent = points.filter(([bucket]) => bucket >= fullFrom);
  const older = points.slice(0, points.length - recent.length);
  const room = Math.max(1, MOST_PLOT_POINTS - recent.length - 1);
  const step = Math.ceil((fullFrom - from) / bucketDuration / room);
  return [...(step <= 1 ? older : thinned(older, step * bucketDuration)), ...recent.slice(-MOST_PLOT_POINTS)];
}

function thinned(points: PlotPoints, width: number): PlotPoints {
  const highest = new Map<number, number>();
  for (const [bucket, value] of points) {
    const start = Math.floor(bucket / width) * width;
    highest.set(start, Math.max(highest.get(start) ?? 0, value));
  }
  return [...highest];
}

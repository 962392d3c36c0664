import { DAY } from "../../util/duration.ts";
import { DAILY_LAGS, DAYS_FOR_TWO, WEEKLY_LAGS } from "./constants.ts";
import type { History } from "./history.ts";
import type { LakeActivity } from "./lake-activity.ts";
import type { Series } from "./series.ts";

/** What a lagged window is looked for in. Times in epoch ms. */
export interface SeasonalInput {
  readonly series: Series;
  /** `has`: the point at this index of the series is part of it. */
  readonly history: Pick<History, "from" | "has">;
  readonly lake: LakeActivity;
  readonly bucketDuration: number;
  /** The judged window. */
  readonly from: number;
  readonly to: number;
  /** First index of the series that is not before this time. */
  readonly indexOf: (time: number) => number;
}

/**
 * What the group reaches in a window at this time of day and of week, judging by the days before: the second highest of
 * the days (the highest, while fewer than three are comparable), or the higher of the windows one and two weeks ago.
 * The peak may have come up to half a window earlier or later. 0 without a comparable day.
 */
export function seasonalPeak(input: SeasonalInput): number {
  const daily = DAILY_LAGS.filter((days) => isComparable(input, days)).map((days) => peakAt(input, days));
  const weekly = WEEKLY_LAGS.filter((days) => isComparable(input, days)).map((days) => peakAt(input, days));
  daily.sort((a, b) => b - a);
  const ofDays = (daily.length < DAYS_FOR_TWO ? daily[0] : daily[1]) ?? 0;
  return Math.max(ofDays, ...weekly);
}

/** The lagged window lies in the group's history and the lake was not silent throughout. */
function isComparable({ history, lake, from, to }: SeasonalInput, days: number): boolean {
  const lag = days * DAY;
  return from - lag >= history.from && lake.count(from - lag, to - lag) > 0;
}

/** The highest sum of a window that starts up to half a window before or after the lagged one. */
function peakAt(input: SeasonalInput, days: number): number {
  const width = input.to - input.from;
  const slack = Math.ceil(width / input.bucketDuration / 2) * input.bucketDuration;
  const earliest = input.from - days * DAY - slack;
  const end = Math.min(input.to - days * DAY + slack, input.from);
  let [sum, highest] = [0, 0];
  let oldest = input.indexOf(earliest);
  for (let newest = oldest; bucketAt(input, newest) < end; newest++) {
    sum += valueAt(input, newest);
    for (; bucketAt(input, oldest) < bucketAt(input, newest) + input.bucketDuration - width; oldest++) {
      sum -= valueAt(input, oldest);
    }
    highest = Math.max(highest, sum);
  }
  return highest;
}

function bucketAt({ series }: SeasonalInput, index: number): number {
  return series[index]?.bucket ?? Number.POSITIVE_INFINITY;
}

/** Only what is part of the history counts. */
function valueAt({ series, history }: SeasonalInput, index: number): number {
  return history.has(index) ? (series[index]?.value ?? 0) : 0;
}

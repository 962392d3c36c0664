import { DAY, HOUR } from "../../util/duration.ts";

// Every number that the vendor does not publish, with its reason in docs/anomaly.md.

/** ms of history that a window is judged by; a group that is silent for longer is a new group. */
export const HISTORY = 14 * DAY;

/** Part of the learning period's buckets in which the lake must hold events before there is a baseline. */
export const MIN_COVERAGE = 0.25;

/** A bound below this many (events or distinct values a window) counts as this many when the needed excess is derived. */
export const FLOOR = 10;

/** The needed excess is tolerance / TOLERANCE_STEPS times the bound: 20 % to 100 %. */
export const TOLERANCE_STEPS = 5;

/** The tolerance by which buckets are kept out of the baseline, whatever the rule's own. */
export const HOLDING_TOLERANCE = 1;

/** Days back at the same time of day, and at the same time of week. */
export const DAILY_LAGS: readonly number[] = Array.from({ length: 14 }, (_, index) => index + 1);
export const WEEKLY_LAGS: readonly number[] = [7, 14];

/** From so many comparable days on, a daily peak must have been there on two of them. */
export const DAYS_FOR_TWO = 3;

/** ms: how often the peers' distribution is taken anew. */
export const PEER_STEP = 6 * HOUR;

/** Other groups that are needed to judge one by its peers. */
export const MIN_PEERS = 5;

/** The peers' bound is this percentile of their highest windows. */
export const PEER_PERCENTILE = 0.9;

/** Points of the plot, and the stretch before the signal's end that keeps every bucket. */
export const MOST_PLOT_POINTS = 2_100;
export const FULL_RESOLUTION = DAY;

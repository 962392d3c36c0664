import { DAY, HOUR } from "../util/duration.ts";
import type { Random } from "./random.ts";

/** How likely an actor is active in each hour of its own day, and on each day of the week (0 = Sunday). */
export interface Rhythm {
  readonly hours: readonly number[];
  readonly weekdays: readonly number[];
  /** Hours ahead of UTC, all year: the simulation knows no summer time. */
  readonly zone: number;
}

/** From nine to six with a dip for lunch; little in the evening, hardly anything at the weekend. */
export const OFFICE_HOURS = [0, 0, 0, 0, 0, 0, 0.2, 1, 4, 8, 9, 8, 3, 7, 9, 8, 7, 4, 1.5, 0.6, 0.5, 0.4, 0.2, 0.1];
export const OFFICE_WEEK = [0.03, 1, 1, 1, 1, 0.9, 0.06];

/** Customers: quiet at night, a peak in the evening, every day. */
export const CUSTOMER_HOURS = [2, 1.4, 1, 1, 1, 1.4, 2, 3, 4, 5, 5, 5, 5.5, 5, 5, 5, 5.5, 6, 7, 8, 8, 7, 5, 3];
export const CUSTOMER_WEEK = [0.9, 1, 1, 1, 1, 1.05, 0.95];

export const ROUND_THE_CLOCK: Rhythm = { hours: new Array(24).fill(1), weekdays: new Array(7).fill(1), zone: 0 };

const MEAN_WEEK = 0.62 * 2 + 1.152 * 5;

/** The share of a mean day's events that a day has: the weekend is quieter, a week sums to seven. */
export function dayFactor(midnight: number): number {
  const weekday = new Date(midnight).getUTCDay();
  return ((weekday === 0 || weekday === 6 ? 0.62 : 1.152) * 7) / MEAN_WEEK;
}

/** How active the rhythm is on the day that begins at `midnight` (UTC). */
export function weekdayWeight(rhythm: Rhythm, midnight: number): number {
  return rhythm.weekdays[new Date(midnight).getUTCDay()] ?? 0;
}

/** A moment (epoch ms) of the UTC day that begins at `midnight`, drawn by the hours' weights. */
export function momentOf(rhythm: Rhythm, midnight: number, choose: Random): number {
  const total = rhythm.hours.reduce((sum, weight) => sum + weight, 0);
  let left = choose.next() * total;
  let hour = 0;
  while (hour < 23 && left >= (rhythm.hours[hour] ?? 0)) left -= rhythm.hours[hour++] ?? 0;
  const within = (hour - rhythm.zone) * HOUR + choose.next() * HOUR;
  return midnight + Math.floor((within + 2 * DAY) % DAY);
}

import { FLOOR, HOLDING_TOLERANCE, TOLERANCE_STEPS } from "./constants.ts";

/** Upper bound and usual sum of a window, and what they were derived from. */
export interface Bound {
  readonly bound: number;
  readonly expected: number;
  readonly judgedBy: "own" | "learning_period" | "peers";
}

/** What a window's sum has to reach: the bound and the excess that the tolerance (1 to 5) asks for. */
export function needed(bound: number, tolerance: number): number {
  return bound + (tolerance * Math.max(bound, FLOOR)) / TOLERANCE_STEPS;
}

/** A window as it is judged: its sum, its newest bucket's value and how many buckets it has. */
export interface Window {
  readonly sum: number;
  readonly newest: number;
  readonly buckets: number;
}

/** The sum is in excess as a whole, and the newest bucket still is above its share of the bound. */
export function isAnomalous(window: Window, bound: number, tolerance: number): boolean {
  return window.newest > bound / window.buckets && window.sum >= needed(bound, tolerance);
}

/** Whether the window's buckets above their share are kept out of the baseline: the same for rules of every tolerance. */
export function isHeld(window: Window, bound: number): boolean {
  return isAnomalous(window, bound, HOLDING_TOLERANCE);
}

import type { WeekNumbers } from "./forecast-report.ts";

/** Null without any week. The median of an even number of weeks is the mean of the two in the middle. */
export function weekNumbers(counts: readonly number[]): WeekNumbers | null {
  const sorted = [...counts].sort((a, b) => a - b);
  const weeks = sorted.length;
  const [low, high] = [sorted[Math.floor((weeks - 1) / 2)], sorted[Math.floor(weeks / 2)]];
  const [min, max] = [sorted[0], sorted[weeks - 1]];
  if (low === undefined || high === undefined || min === undefined || max === undefined) return null;
  const mean = sorted.reduce((sum, each) => sum + each, 0) / weeks;
  return { median: (low + high) / 2, min, max, mean: Math.round(mean * 100) / 100, weeks };
}

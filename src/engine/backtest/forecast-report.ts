import type { Noisiest } from "./backtest-report.ts";

/** How many alerts a week rules would have made: `rules forecast --format json` prints it. Times are ISO 8601, ranges `[from, to)`. */
export interface ForecastReport {
  /** Full weeks that were asked for, and those that the lake has. */
  readonly weeks: { readonly asked: number; readonly there: number };
  /** Of the weeks together; null: there is no full week. */
  readonly range: { readonly from: string; readonly to: string } | null;
  readonly stored: { readonly events: number; readonly first: string | null; readonly last: string | null };
  /** Days of the range without any event, at most the first 100. */
  readonly days_without_events: readonly string[];
  readonly rules: readonly RuleForecast[];
  readonly failed: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
  /** What makes the numbers less certain, a sentence each. */
  readonly warnings: readonly string[];
}

export interface RuleForecast {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Oldest first. */
  readonly weeks: readonly WeekForecast[];
  /** Over the weeks with full history when there are any, else over all; null: there is no full week. */
  readonly per_week: WeekNumbers | null;
  readonly entities: Noisiest;
}

export interface WeekForecast {
  readonly from: string;
  readonly to: string;
  readonly alerts: number;
  /** Whether the lake holds all of the time that the rule looks back from the week's begin. */
  readonly full_history: boolean;
}

export interface WeekNumbers {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** How many weeks these are of. */
  readonly weeks: number;
}

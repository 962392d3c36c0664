import type { RunPlan } from "../../ir/plan.ts";

export interface MatchOptions {
  readonly rows: RunPlan;
  /** Epoch ms: earlier events are not looked at; null: all are. */
  readonly from: number | null;
  /** Times of the first and the last of those events, epoch ms. */
  readonly first: number;
  readonly last: number;
  /** Events that are held in memory, about. */
  readonly most: number;
}

import type { RunPlan } from "../../ir/plan.ts";
import type { SharedCells } from "./shared-cells.ts";

export interface MatchOptions {
  readonly rows: RunPlan;
  /** Epoch ms: earlier events are not looked at; null: all are. */
  readonly from: number | null;
  /** Times of the first and the last of those events, epoch ms. */
  readonly first: number;
  readonly last: number;
  /** Events that are held in memory, about. */
  readonly most: number;
  /** Where cells go, for all columns of all atoms (`placesOf`); without it only those that are read together have the same places. */
  readonly places?: ReadonlyMap<number, number>;
  /** For rows that stay longer than one evaluation. */
  readonly share?: SharedCells;
}

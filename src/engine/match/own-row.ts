import type { Cell } from "../../ir/plan.ts";

/** A row that only its plan holds: steps change it in place. */
export type OwnRow = Record<string, Cell>;

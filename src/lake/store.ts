import type { Database } from "../driver/duckdb.ts";
import type { StoredPart } from "./stored-part.ts";

/** Where a commit or a compaction has come to; tests end the process there. */
export type Step = "written" | "moved" | "committed" | "cleaned";

/** What works on a lake's parts needs of it. */
export interface Store {
  readonly database: Database;
  readonly directory: string;
  readonly threads: number;
  readonly kind: "temporary" | "kept";
  /** The parts that count now, by name. */
  readonly parts: readonly StoredPart[];
  readonly onStep: (step: Step) => void;
  /** Files of these paths are about to lie there anew: what was to be deleted under such a name is not any more. */
  readonly claim: (paths: readonly string[]) => void;
}

export function nextPart({ parts }: Pick<Store, "parts">): number {
  return parts.reduce((most, { part }) => Math.max(most, part), 0) + 1;
}

export interface LakeStats {
  /** Events that count. */
  readonly events: number;
  /** Rows that repeated an event, over all commits. */
  readonly duplicates: number;
  /** Epoch ms of the earliest and the latest event. */
  readonly first: number | null;
  readonly last: number | null;
}

export const NO_EVENTS: LakeStats = { events: 0, duplicates: 0, first: null, last: null };

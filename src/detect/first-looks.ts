import type { DetectContext } from "./detection.ts";
import { type Combinations, lastSeen } from "./last-seen.ts";

/** Combinations that are looked up at a time. */
const BATCH = 2_000;

export interface FirstLook {
  readonly values: readonly string[];
}

/** Collects what may be the first of its kind, and tells of each when its values were seen before the range. */
export interface FirstLooks<T extends FirstLook> {
  add(look: T): Promise<void>;
  /** After the last one. */
  end(): Promise<void>;
}

/** `tell`: gets each look with the time at which its values were seen last, epoch ms; null: never. */
export function firstLooks<T extends FirstLook>(
  context: Pick<DetectContext, "rows">,
  before: Combinations,
  tell: (look: T, previous: number | null) => void,
): FirstLooks<T> {
  let waiting: T[] = [];
  const end = async () => {
    const looks = waiting;
    waiting = [];
    const seen = await lastSeen(
      context,
      before,
      looks.map((look) => look.values),
    );
    for (const look of looks) tell(look, seen.get(JSON.stringify(look.values)) ?? null);
  };
  return {
    async add(look) {
      waiting.push(look);
      if (waiting.length >= BATCH) await end();
    },
    end,
  };
}

import type { NewValueMethod } from "../../rule/rule.ts";

/** A value that is new at this event. `previous`: when it was seen last before it was forgotten, epoch ms. */
export interface NewValue {
  readonly key: string;
  readonly values: readonly string[];
  readonly previous: number | null;
}

/** The values that one group has shown. */
export interface KnownValues {
  /** Remembers the value; gives it back when it is new and its group is past learning. */
  see(values: readonly string[], time: number): NewValue | null;
}

/** What a group showed before the events that are read. */
export interface EarlierValues {
  /** The values' JSON -> when they were seen last, epoch ms; of those at least that will be seen again. */
  readonly lastSeen: ReadonlyMap<string, number>;
  /** Whether it showed any. */
  readonly some: boolean;
}

export const NOTHING_EARLIER: EarlierValues = { lastSeen: new Map(), some: false };

/** `learnedSince` is not after any event of the rule, so the first value that a group ever showed counts as learned. */
export function knownValues(method: NewValueMethod, learnedSince: number, earlier: EarlierValues): KnownValues {
  const lastSeen = new Map<string, number>(earlier.lastSeen);
  const { silentFirst, silentUntil } = learningOf(method, learnedSince);
  let learned = earlier.some ? silentFirst : 0;
  return {
    see(values, time) {
      const key = JSON.stringify(values);
      const previous = lastSeen.get(key) ?? null;
      lastSeen.set(key, time);
      if (previous !== null && time - previous <= method.forgetAfter) return null;
      if (time < silentUntil) return null;
      if (learned < silentFirst) {
        learned++;
        return null;
      }
      return { key, values, previous };
    },
  };
}

/** Whether it matters that a group showed something before. */
export function learnsFirst(method: NewValueMethod): boolean {
  return learningOf(method, 0).silentFirst > 0;
}

/** How many first values of a group (0 or 1), and until when the values of all groups, are learned in silence. */
function learningOf(method: NewValueMethod, learnedSince: number): { silentFirst: number; silentUntil: number } {
  const { learning } = method;
  if (learning.method === "threshold") return { silentFirst: learning.values, silentUntil: learnedSince };
  if (learning.duration === 0) return { silentFirst: 1, silentUntil: learnedSince };
  return { silentFirst: 0, silentUntil: learnedSince + learning.duration };
}

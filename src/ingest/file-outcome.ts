import { breakReason, type FileTally, foreignReason, sum } from "./file-tally.ts";
import type { InputFault } from "./input-fault.ts";

/**
 * What came of one file. `read`: all of it. `incomplete`: it breaks off, the records before the break are counted.
 * `skipped`: nothing was taken of it.
 */
export interface FileOutcome {
  readonly path: string;
  /** delivered + malformed + aside. */
  readonly records: number;
  readonly delivered: number;
  readonly malformed: number;
  readonly aside: number;
  readonly outcome: "read" | "skipped" | "incomplete";
  /** Null exactly for `read`. */
  readonly reason: string | null;
}

/** Agrees with what `settle` enters into the report. */
export function outcomeOf(path: string, tally: FileTally, broke: InputFault | null): FileOutcome {
  if (broke !== null && !broke.begun) return skippedFile(path, broke.message);
  const foreign = broke === null ? foreignReason(tally) : undefined;
  if (foreign !== undefined) return skippedFile(path, foreign);
  const { delivered } = tally;
  const malformed = sum(tally.malformed);
  const aside = sum(tally.aside);
  const counts = { path, records: delivered + malformed + aside, delivered, malformed, aside };
  if (broke === null) return { ...counts, outcome: "read", reason: null };
  return { ...counts, outcome: "incomplete", reason: breakReason(broke, delivered) };
}

export function skippedFile(path: string, reason: string): FileOutcome {
  return { path, records: 0, delivered: 0, malformed: 0, aside: 0, outcome: "skipped", reason };
}

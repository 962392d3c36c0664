import type { RecordMembers } from "./record-members.ts";

/** Takes the records of an input, one after another. */
export interface RecordSink {
  /**
   * `members` are valid until this returns; their text has no white space between tokens and no needless escapes. `hash`
   * stands in for a missing eventID. `usual`: `isUsualRecord` has said so.
   */
  add(members: RecordMembers, hash: string | null, usual: boolean): void;
}

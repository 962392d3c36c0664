import { RECORD_COLUMNS } from "../catalog/record/record-columns.ts";

/** Whether a top-level field of a record becomes a column of its own; every other one goes to `_rest`. */
export function isRecordKey(key: string): boolean {
  return Object.hasOwn(RECORD_COLUMNS, key);
}

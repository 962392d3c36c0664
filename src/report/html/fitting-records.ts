import type { JsonObject } from "../../util/json.ts";
import { MOST_RECORDS } from "./report-data.ts";

/** The first records, at least one, of at most `most` characters of JSON together: what a report may have to hold on to. */
export function fittingRecords(records: readonly JsonObject[], most: number): readonly JsonObject[] {
  const fitting: JsonObject[] = [];
  let left = most;
  for (const record of records.slice(0, MOST_RECORDS)) {
    left -= JSON.stringify(record).length;
    if (fitting.length > 0 && left < 0) break;
    fitting.push(record);
  }
  return fitting;
}

import type { Random } from "../../src/simulate/random.ts";
import { MINUTE } from "../../src/util/duration.ts";
import { isJsonObject, type JsonObject } from "../../src/util/json.ts";

const MOST_SHIFT = 45;

/** The record of the same event with another body, in a way that rules may or may not see. */
export function alteredCopy(text: string, choose: Random): string {
  const record: JsonObject = JSON.parse(text);
  return JSON.stringify({ ...record, ...change(record, choose) });
}

function change(record: JsonObject, choose: Random): JsonObject {
  switch (choose.int(4)) {
    case 0:
      return { userAgent: `aws-cli/2.${choose.int(40)}.0` };
    case 1:
      return { sourceIPAddress: choose.pick(["192.0.2.50", "203.0.113.9", "198.51.100.77"]) };
    case 2:
      return { eventTime: shifted(String(record["eventTime"]), choose.between(-MOST_SHIFT, MOST_SHIFT) * MINUTE) };
    default: {
      const { requestParameters: given } = record;
      return { requestParameters: { ...(isJsonObject(given) ? given : {}), name: `/chaos/${choose.int(20)}` } };
    }
  }
}

/** CloudTrail's times have no milliseconds. */
function shifted(time: string, by: number): string {
  return `${new Date(Date.parse(time) + by).toISOString().slice(0, 19)}Z`;
}

/** What stands in log folders besides good records: it is counted, and is no event. */
export const DIRT: readonly string[] = [
  `{"eventVersion":"1.08","eventID":"00000000-0000-4000-8000-00000000dead","eventTime":"yesterday","eventName":"GetParameter"}`,
  `{"digestStartTime":"2026-06-30T00:00:00Z","digestEndTime":"2026-06-30T01:00:00Z","digestS3Object":"x","logFiles":[]}`,
  `{"some":"object"}`,
];

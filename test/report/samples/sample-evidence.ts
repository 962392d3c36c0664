import type { AlertEvidence } from "../../../src/alert/alert.ts";
import { isoTime } from "../../../src/alert/iso-time.ts";
import { HOUR, MINUTE } from "../../../src/util/duration.ts";

const BUCKET = 5 * MINUTE;
const END = Date.parse("2026-03-15T10:30:00.000Z");

/** Quiet working hours for two weeks; the last half hour holds the burst. */
function sampleBaseline(burst: number): readonly (readonly [string, number])[] {
  return Array.from({ length: 14 * 288 }, (_, index) => {
    const start = END - (14 * 288 - index) * BUCKET;
    const hour = Math.floor(start / HOUR) % 24;
    const usual = hour >= 8 && hour < 18 ? 1 + ((index * 7) % 3) : 0;
    return [isoTime(start), start >= END - 6 * BUCKET ? burst : usual] as const;
  });
}

export function anomaly(burst: number): AlertEvidence {
  return {
    kind: "anomaly",
    observed: 6 * burst,
    expected: 11.25,
    bound: 21.6,
    window: { from: "2026-03-15T10:00:00.000Z", to: "2026-03-15T10:30:00.000Z" },
    bucket_seconds: 300,
    judged_by: "own",
    percentile: 0.995,
    tolerance: 3,
    baseline: sampleBaseline(burst),
  };
}

const window = { from: "2026-03-15T09:30:00.000Z", to: "2026-03-15T10:30:00.000Z" };

export const EVIDENCES: Readonly<Record<string, AlertEvidence>> = {
  query: { kind: "query" },
  "new terms, never seen": {
    kind: "new_terms",
    previous: null,
    history: { from: "2026-03-05T10:00:00.000Z", coverage: 0.62 },
  },
  "new terms, seen long ago": {
    kind: "new_terms",
    previous: "2026-02-20T10:00:00.000Z",
    history: { from: "2026-03-05T10:00:00.000Z", coverage: 1 },
  },
  "new terms, no history": {
    kind: "new_terms",
    previous: null,
    history: { from: "2026-03-05T10:00:00.000Z", coverage: 0 },
  },
  threshold: { kind: "threshold", counts: { events: 5, "cardinality(aws.cloudtrail.error_message)": 5 }, window },
  "new value": {
    kind: "new_value",
    values: [{ "@network.client.ip": "192.0.2.77" }],
    previous: "2026-03-03T07:00:00.000Z",
    learned_since: "2026-03-01T00:00:00.000Z",
  },
  anomaly: anomaly(15),
  "anomaly, dwarfing its history": anomaly(900),
  "over the cap": { kind: "over_cap", run: window, over_cap: 1234 },
};

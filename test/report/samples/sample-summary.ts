import type { Summary } from "../../../src/engine/summary.ts";

export const sampleSummary: Summary = {
  files: {
    seen: 1280,
    read: 1274,
    skipped: [
      { path: "logs/broken.json.gz", reason: "not a gzip file", unreadable: true },
      ...["a", "b", "c", "d"].map((name) => ({
        path: `logs/${name}.txt`,
        reason: "no CloudTrail records",
        unreadable: false,
      })),
      { path: "logs/digest.json", reason: "CloudTrail digest", unreadable: false },
    ],
  },
  records: {
    read: 63_466,
    kept: 63_310,
    duplicate: 147,
    malformed: [{ path: "logs/x.json", reason: "no eventTime", count: 7 }],
    aside: [{ path: "logs/y.json", reason: "Insight event", count: 2 }],
    repaired: 1,
  },
  events: { total: 63_310, first: "2026-03-01T00:01:11.000Z", last: "2026-03-15T23:59:32.000Z" },
  rules: {
    loaded: 9,
    disabled: ["old-rule"],
    unsupported: [
      { id: null, name: "Chain", file: "rules/chain.toml", reason: "rules of type eql are not supported yet" },
    ],
    failed: [{ id: "bad-rule", name: "Bad", reason: "out of memory" }],
  },
  detections: { total: 2_000, alerts: 400, suppressed: 366, over_cap: 1_234, summaries: 2 },
  suppressions: {},
  insufficient_baseline: { "trl-ssm-enm": 98 },
  missing_group: { "trl-ssm-enm": 1 },
  cut_combinations: {},
  seconds: { decompress: 0.7, split: 1.2, parse: 1.9, store: 1.3, evaluate: 1.8, total: 7.23 },
};

/** Nothing read, nothing found, nothing wrong. */
export const emptySummary: Summary = {
  files: { seen: 0, read: 0, skipped: [] },
  records: { read: 0, kept: 0, duplicate: 0, malformed: [], aside: [], repaired: 0 },
  events: { total: 0, first: null, last: null },
  rules: { loaded: 0, disabled: [], unsupported: [], failed: [] },
  detections: { total: 0, alerts: 0, suppressed: 0, over_cap: 0, summaries: 0 },
  suppressions: {},
  insufficient_baseline: {},
  missing_group: {},
  cut_combinations: {},
  seconds: { decompress: 0, split: 0, parse: 0, store: 0, evaluate: 0, total: 0 },
};

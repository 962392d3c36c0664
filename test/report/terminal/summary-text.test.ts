import { afterEach, expect, test, vi } from "vitest";
import type { Summary } from "../../../src/engine/summary.ts";
import { summaryText } from "../../../src/report/terminal/summary-text.ts";
import { emptySummary, sampleSummary } from "../samples/sample-summary.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a scan with everything in it", async () => {
  await expect(summaryText(sampleSummary, { colour: false })).toMatchFileSnapshot("goldens/summary.txt");
});

test("an empty scan has nothing to add to its numbers", async () => {
  await expect(summaryText(emptySummary, { colour: false })).toMatchFileSnapshot("goldens/summary-empty.txt");
});

test("files that could not be read are named, up to twenty", () => {
  const skipped = Array.from({ length: 33 }, (_, index) => ({
    path: `f${index}`,
    reason: "damaged",
    unreadable: true,
  }));
  const text = summaryText({ ...emptySummary, files: { seen: 33, read: 0, skipped } }, { colour: false });
  expect(text.match(/f\d+: damaged/g)).toHaveLength(20);
  expect(text).toContain("and 13 more files");
});

test("the most frequent reasons come first, the rest is counted", () => {
  const malformed = Array.from({ length: 12 }, (_, index) => ({
    path: "p",
    reason: `reason ${index}.`,
    count: index + 1,
  }));
  const text = summaryText({ ...emptySummary, records: { ...emptySummary.records, malformed } }, { colour: false });
  expect(text).toContain("12 × reason 11. (p)\n          11 × reason 10. (p)");
  expect(text).toContain("and 4 more reasons");
  expect(text).not.toContain("reason 3.");
});

test("hostile names and reasons are printed as text on one line", () => {
  const evil = "\u001b[2J\u202e\r\n\u0000x";
  const summary: Summary = {
    ...sampleSummary,
    files: { seen: 2, read: 0, skipped: [true, false].map((unreadable) => ({ path: evil, reason: evil, unreadable })) },
    records: { ...sampleSummary.records, malformed: [{ path: evil, reason: evil, count: 1 }] },
    rules: {
      loaded: 3,
      disabled: [evil],
      unsupported: [{ id: evil, name: null, file: evil, reason: evil }],
      failed: [{ id: evil, name: evil, reason: evil }],
    },
    insufficient_baseline: { [evil]: 1 },
    missing_group: { [evil]: 2 },
  };
  const text = summaryText(summary, { colour: false });
  expect(text.replaceAll("\n", "").match(/[\p{C}\u2028\u2029]/u)).toBeNull();
  expect(text).toContain("\\u001b[2J\\u202e\\u000d\\u000a\\u0000x");
});

test("colours are used when wanted, and never with NO_COLOR", () => {
  vi.stubEnv("NO_COLOR", "");
  expect(summaryText(sampleSummary, { colour: true })).toContain("\u001b[33mMalformed records");
  vi.stubEnv("NO_COLOR", "1");
  expect(summaryText(sampleSummary, { colour: true })).toBe(summaryText(sampleSummary, { colour: false }));
});

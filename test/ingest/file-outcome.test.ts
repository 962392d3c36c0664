import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { FileOutcome } from "../../src/ingest/file-outcome.ts";
import { newInputReport } from "../../src/ingest/input-report.ts";
import { readInputs } from "../../src/ingest/read-inputs.ts";
import { newInputSeconds } from "../../src/ingest/read-options.ts";
import { event, events, temporaryFolder } from "./read-all.ts";

async function outcomesOf(
  root: string,
): Promise<{ outcomes: FileOutcome[]; report: ReturnType<typeof newInputReport> }> {
  const outcomes: FileOutcome[] = [];
  const report = newInputReport();
  await readInputs([root, join(root, "none.json")], {
    folder: temporaryFolder(),
    threads: 0,
    report,
    seconds: newInputSeconds(),
    onFile: (outcome) => outcomes.push({ ...outcome, path: relative(root, outcome.path) }),
  });
  return { outcomes: outcomes.sort((a, b) => (a.path < b.path ? -1 : 1)), report };
}

test("each file has one outcome, and together they say what the report says", async () => {
  const root = temporaryFolder();
  const write = (name: string, content: string | Uint8Array) => writeFileSync(join(root, name), content);
  const digest = { digestStartTime: "2026-01-01T00:00:00Z", digestEndTime: "2026-01-01T01:00:00Z", logFiles: [] };
  write("good.json", JSON.stringify({ Records: events(3) }));
  write("mixed.json", JSON.stringify({ Records: [event(1), { ...event(2), eventTime: "x" }, event(3)] }));
  write("cut.json", JSON.stringify({ Records: events(5) }).slice(0, -200));
  write("cut.gz", gzipSync(JSON.stringify({ Records: events(50) })).subarray(0, 30));
  write("digest.json", JSON.stringify(digest));
  write("empty.json", "");
  write("notes.txt", "not logs");
  write("empty-list.json", '{"Records":[]}');
  mkdirSync(join(root, "deep"));
  symlinkSync("nowhere", join(root, "deep", "link"));
  const { outcomes, report } = await outcomesOf(root);
  expect(outcomes).toMatchObject([
    {
      path: "cut.gz",
      records: 0,
      outcome: "incomplete",
      reason: expect.stringContaining("0 records before the break"),
    },
    {
      path: "cut.json",
      delivered: 4,
      outcome: "incomplete",
      reason: "JSON ends early: 4 records before the break were kept",
    },
    { path: "deep/link", records: 0, outcome: "skipped", reason: "no such file or directory" },
    { path: "digest.json", records: 0, outcome: "skipped" },
    { path: "empty-list.json", records: 0, outcome: "read", reason: null },
    { path: "empty.json", records: 0, outcome: "skipped", reason: "empty file" },
    { path: "good.json", records: 3, delivered: 3, outcome: "read", reason: null },
    { path: "mixed.json", records: 3, delivered: 2, malformed: 1, aside: 0, outcome: "read", reason: null },
    { path: "none.json", records: 0, outcome: "skipped", reason: "no such file or directory" },
    { path: "notes.txt", records: 0, outcome: "skipped" },
  ]);
  const sum = (of: "records" | "delivered" | "malformed" | "aside") =>
    outcomes.reduce((all, each) => all + each[of], 0);
  const total = (counts: readonly { count: number }[]) => counts.reduce((all, { count }) => all + count, 0);
  expect(outcomes).toHaveLength(report.files.seen);
  expect(outcomes.filter(({ outcome }) => outcome === "read")).toHaveLength(report.files.read);
  expect(sum("records")).toBe(report.records.read);
  expect(sum("delivered")).toBe(report.records.delivered);
  expect(sum("malformed")).toBe(total(report.records.malformed));
  expect(sum("aside")).toBe(total(report.records.aside));
  for (const each of outcomes) expect(each.records).toBe(each.delivered + each.malformed + each.aside);
});

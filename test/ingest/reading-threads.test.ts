import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import type { FileOutcome } from "../../src/ingest/file-outcome.ts";
import type { FoundFile } from "../../src/ingest/found-file.ts";
import type { InputReport } from "../../src/ingest/input-report.ts";
import { tasksOf } from "../../src/ingest/reading-tasks.ts";
import { event, temporaryFolder } from "./read-all.ts";

/** Threads run built code only, so this goes through `dist/`. */
const READ = `
import { readInputs } from ${JSON.stringify(new URL("../../dist/ingest/read-inputs.js", import.meta.url).href)};
import { newInputReport } from ${JSON.stringify(new URL("../../dist/ingest/input-report.js", import.meta.url).href)};
import { newInputSeconds } from ${JSON.stringify(new URL("../../dist/ingest/read-options.js", import.meta.url).href)};
const [path, folder, threads] = process.argv.slice(-3);
const report = newInputReport();
const progress = [];
const onProgress = (each) => progress.push(each);
const seconds = newInputSeconds();
const outcomes = [];
const onFile = (each) => outcomes.push(each);
const parts = await readInputs([path], { folder, threads: Number(threads), report, seconds, onProgress, onFile });
outcomes.sort((a, b) => (a.path < b.path ? -1 : 1));
process.stdout.write(JSON.stringify({ report, parts, outcomes, last: progress.at(-1) }));
`;

interface Read {
  readonly report: InputReport;
  readonly outcomes: readonly FileOutcome[];
  readonly parts: readonly { readonly path: string; readonly events: number; readonly jsonBytes: number }[];
  readonly last: { readonly bytesDone: number; readonly bytesTotal: number; readonly files: number };
}

function run(path: string, folder: string, threads: number): string {
  const script = join(temporaryFolder(), "read.mjs");
  writeFileSync(script, READ);
  return execFileSync(process.execPath, [script, path, folder, String(threads)], { encoding: "utf8", stdio: "pipe" });
}

function read(path: string, threads: number): Read {
  return JSON.parse(run(path, temporaryFolder(), threads));
}

async function idsOf({ parts }: Read): Promise<readonly unknown[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const paths = parts.map(({ path }) => `'${path}'`).join(", ");
  const reader = await connection.runAndReadAll(`SELECT event_id FROM read_parquet([${paths}]) ORDER BY event_id`);
  return reader.getRows().map(([id]) => id);
}

test("threads read what one thread reads, and count the same", async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "logs"));
  for (let file = 0; file < 300; file++) {
    const records = [
      event(file * 3),
      event(file * 3 + 1, { userAgent: ["odd"] }),
      { ...event(file * 3 + 2), eventTime: "x" },
    ];
    const text = JSON.stringify({ Records: records });
    const content = file % 2 === 0 ? gzipSync(text) : text;
    writeFileSync(join(root, "logs", `${file}.json`), file % 50 === 7 ? content.slice(0, -20) : content);
  }
  writeFileSync(join(root, "logs", "notes.txt"), "not logs");
  const one = read(root, 0);
  const two = read(root, 2);
  expect(one.parts).toHaveLength(1);
  expect(two.parts).toHaveLength(2);
  expect(two.report).toEqual(one.report);
  expect(two.outcomes).toEqual(one.outcomes);
  expect(two.outcomes).toHaveLength(301);
  expect(two.report.files.seen).toBe(301);
  expect(two.last).toEqual(one.last);
  expect(two.last.bytesDone).toBe(two.last.bytesTotal);
  const sum = (parts: Read["parts"], of: "events" | "jsonBytes") => parts.reduce((total, part) => total + part[of], 0);
  expect(sum(two.parts, "events")).toBe(sum(one.parts, "events"));
  expect(sum(two.parts, "jsonBytes")).toBe(sum(one.parts, "jsonBytes"));
  expect(await idsOf(two)).toEqual(await idsOf(one));
});

test("a folder that cannot be written fails the reading, with threads and without", () => {
  const root = temporaryFolder();
  for (let file = 0; file < 300; file++) writeFileSync(join(root, `${file}.json`), JSON.stringify(event(file)));
  const gone = temporaryFolder();
  rmSync(gone, { recursive: true });
  for (const threads of [0, 2]) expect(() => run(root, gone, threads)).toThrow("ENOENT");
  expect(readdirSync(root)).toHaveLength(300);
});

const files = (sizes: readonly number[]): FoundFile[] => sizes.map((size, i) => ({ path: `${i}`, size }));

test("tasks hold all files once and in order, small ones together, large ones apart", () => {
  const small = files(Array.from({ length: 3000 }, () => 200));
  const tasks = tasksOf(small, 2);
  expect(tasks.flat()).toEqual(small);
  expect(tasks.length).toBeGreaterThanOrEqual(16);
  expect(Math.max(...tasks.map((task) => task.length))).toBe(64);
  const large = files([5_000_000, 5_000_000, 1, 1, 5_000_000]);
  expect(tasksOf(large, 2).map((task) => task.length)).toEqual([1, 1, 3]);
  expect(tasksOf([], 2)).toEqual([]);
});

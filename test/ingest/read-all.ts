import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type InputReport, newInputReport } from "../../src/ingest/input-report.ts";
import { readInputs } from "../../src/ingest/read-inputs.ts";
import type { ReadOptions } from "../../src/ingest/read-options.ts";
import { isJsonObject, type JsonObject } from "../../src/util/json.ts";

export interface ReadAll {
  readonly lines: readonly string[];
  readonly records: readonly JsonObject[];
  readonly report: InputReport;
  readonly batches: number;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "trailhound-ingest-"));
  folders.push(folder);
  return folder;
}

/** Reads everything, and checks the sums that must always hold. */
export async function readAll(paths: readonly string[], more: Partial<ReadOptions> = {}): Promise<ReadAll> {
  const report = newInputReport();
  const lines: string[] = [];
  let batches = 0;
  for await (const batch of readInputs(paths, { report, seconds: { decompress: 0, split: 0, parse: 0 }, ...more })) {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(batch.ndjson);
    if (!text.endsWith("\n")) throw new Error("a batch must end with a line");
    const some = text.slice(0, -1).split("\n");
    if (some.length !== batch.records) throw new Error("a batch must have one line a record");
    lines.push(...some);
    batches++;
  }
  checkSums(report, lines.length);
  return { lines, records: lines.map(parseObject), report, batches };
}

/** Reads one file of the given content. */
export async function readContent(content: string | Uint8Array, more: Partial<ReadOptions> = {}): Promise<ReadAll> {
  const path = join(temporaryFolder(), "input");
  writeFileSync(path, content);
  return readAll([path], more);
}

export function reasons(counts: readonly { reason: string; count?: number }[]): Record<string, number> {
  return Object.fromEntries(counts.map((each) => [each.reason, each.count ?? 1]));
}

/** A record as CloudTrail writes it, its number in its id. */
export function event(n: number, more: JsonObject = {}): JsonObject {
  return {
    eventVersion: "1.08",
    userIdentity: { type: "IAMUser", arn: "arn:aws:iam::123456789012:user/alice" },
    eventTime: "2026-01-02T03:04:05Z",
    eventSource: "ssm.amazonaws.com",
    eventName: "GetParameter",
    eventID: `id-${n}`,
    ...more,
  };
}

export function events(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, n) => event(n));
}

export function ids(read: ReadAll): unknown[] {
  return read.records.map((record) => record["eventID"]);
}

function parseObject(line: string): JsonObject {
  const value: unknown = JSON.parse(line);
  if (!isJsonObject(value)) throw new Error("a line must be an object");
  return value;
}

function checkSums({ files, records }: InputReport, lines: number): void {
  const total = (counts: readonly { count: number }[]) => counts.reduce((sum, each) => sum + each.count, 0);
  if (files.seen !== files.read + files.skipped.length) throw new Error("files seen must be read + skipped");
  if (records.read !== records.delivered + total(records.malformed) + total(records.aside)) {
    throw new Error("records read must be delivered + malformed + aside");
  }
  if (records.delivered !== lines) throw new Error("records delivered must be the lines");
}

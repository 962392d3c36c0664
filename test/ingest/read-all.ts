import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { type InputReport, newInputReport } from "../../src/ingest/input-report.ts";
import { KNOWN_KEYS } from "../../src/ingest/known-keys.ts";
import { readRecords } from "../../src/ingest/read-inputs.ts";
import { newInputSeconds, type ReadOptions } from "../../src/ingest/read-options.ts";
import type { RecordMembers } from "../../src/ingest/record-members.ts";
import type { RecordSink } from "../../src/ingest/record-sink.ts";
import { RestFields } from "../../src/ingest/rest-fields.ts";
import { isJsonObject, type JsonObject } from "../../src/util/json.ts";

export interface ReadAll {
  readonly lines: readonly string[];
  readonly records: readonly JsonObject[];
  readonly report: InputReport;
  /** Records that were read without JSON.parse. */
  readonly usual: number;
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

/** Collects records as lines `{<known fields>,"_hash":...,"_rest":{<the others>}}`, each value in the text that the columns get. */
export class Lines implements RecordSink {
  readonly lines: string[] = [];
  /** Records that went the short way. */
  usual = 0;
  /** Bytes of the records as they came. */
  size = 0;
  readonly #rest = new RestFields();

  add(members: RecordMembers, hash: string | null, usual: boolean): void {
    const known = KNOWN_KEYS.flatMap((key, number) => {
      const from = members.from[number] ?? 0;
      return from === 0
        ? []
        : [{ from, text: `${JSON.stringify(key)}:${members.bytes.toString("utf8", from, members.to[number])}` }];
    });
    const rest = this.#rest.write(members, usual);
    const fields = [
      ...known.sort((a, b) => a.from - b.from).map(({ text }) => text),
      ...(hash === null ? [] : [`"_hash":${JSON.stringify(hash)}`]),
      ...(rest === null ? [] : [`"_rest":${rest.toString()}`]),
    ];
    this.lines.push(`{${fields.join(",")}}`);
    this.size += members.size;
    if (usual) this.usual++;
  }
}

/** Reads everything, and checks the sums that must always hold. */
export async function readAll(paths: readonly string[], more: Partial<ReadOptions> = {}): Promise<ReadAll> {
  const report = newInputReport();
  const sink = new Lines();
  const { lines } = sink;
  await readRecords(paths, sink, { folder: "", threads: 0, report, seconds: newInputSeconds(), ...more });
  checkSums(report, lines.length);
  return { lines, records: lines.map(parseObject), report, usual: sink.usual };
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

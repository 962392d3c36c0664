import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { JsonObject } from "../../src/util/json.ts";

type Envelope = (records: readonly JsonObject[]) => string;

const eventBridge = (record: JsonObject) => ({
  version: "0",
  id: "6a7e8feb",
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.ssm",
  detail: record,
});
const lines = (values: readonly unknown[]) => values.map((each) => `${JSON.stringify(each)}\n`).join("");

/** Every form in which CloudTrail events come. */
export const ENVELOPES: Readonly<Record<string, Envelope>> = {
  file: (records) => JSON.stringify({ Records: records }),
  "pretty file": (records) => JSON.stringify({ Records: records }, null, 2),
  lines,
  array: (records) => JSON.stringify(records),
  "record after record": (records) => records.map((each) => JSON.stringify(each, null, 1)).join("\n"),
  "EventBridge events": (records) => lines(records.map(eventBridge)),
  "lookup-events output": (records) =>
    JSON.stringify({ Events: records.map((each) => ({ EventId: "x", CloudTrailEvent: JSON.stringify(each) })) }),
  "CloudWatch Logs": (records) =>
    JSON.stringify({
      messageType: "DATA_MESSAGE",
      logEvents: records.map((each, n) => ({ id: String(n), timestamp: 1, message: JSON.stringify(each) })),
    }),
};

export type EnvelopeName = keyof typeof ENVELOPES;

export interface DeliveredFile {
  /** Below the folder. */
  readonly path: string;
  readonly envelope: EnvelopeName;
  readonly gzip: boolean;
  readonly records: readonly JsonObject[];
}

/** Writes the files into the folder in place of whatever it held. */
export function deliver(folder: string, files: readonly DeliveredFile[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { path, envelope, gzip, records } of files) {
    const text = ENVELOPES[envelope]?.(records) ?? "";
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), gzip ? gzipSync(text, { level: 1 }) : text);
  }
}

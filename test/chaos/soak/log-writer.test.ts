import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeLoad } from "../../../chaos/soak/load.ts";
import { idOf, type LogWriter, logWriter, type Marker } from "../../../chaos/soak/log-writer.ts";
import { makeTemplates, stamped, templateOf } from "../../../chaos/soak/templates.ts";
import type { JsonObject } from "../../../src/util/json.ts";

const RUN = "0123456789ab";
let folder: string;
let writer: LogWriter;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "soak-test-"));
  writer = logWriter(folder, await makeTemplates(2, 300), RUN);
});

afterEach(() => rm(folder, { recursive: true }));

async function records(): Promise<readonly (readonly JsonObject[])[]> {
  const names = (await readdir(join(folder, "logs"), { recursive: true }))
    .filter((name) => name.endsWith(".gz"))
    .sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, "logs", name))));
  return files.map((bytes) => JSON.parse(gunzipSync(bytes).toString()).Records);
}

test("a template gives the record back with another time and id", () => {
  const record = {
    userIdentity: { arn: `"eventTime":"x"` },
    eventTime: "old",
    requestParameters: { name: `x","eventID":"` },
    eventID: "old",
    readOnly: true,
  };
  expect(JSON.parse(stamped(templateOf(record), "T", "I"))).toEqual({ ...record, eventTime: "T", eventID: "I" });
});

test("ids look like UUIDs and differ", () => {
  const ids = Array.from({ length: 3_000 }, (_, i) => idOf(i + 65_000, RUN));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8000-0123456789ab$/);
});

test("files have records of their account, of now, with ids that nobody else has, and go round when the day is over", async () => {
  await writer.write(0, 400, false);
  await writer.write(0, 400, false);
  await writer.write(1, 5, false);
  const files = await records();
  expect(files.map((each) => each.length).sort()).toEqual([400, 400, 5].sort());
  const all = files.flat();
  expect(new Set(all.map((each) => each["eventID"])).size).toBe(805);
  expect(new Set(all.map((each) => each["recipientAccountId"])).size).toBe(2);
  for (const each of all) expect(Math.abs(Date.parse(String(each["eventTime"])) - Date.now())).toBeLessThan(60_000);
  expect(writer.written).toEqual({ files: 3, events: 805 });
});

test("a marker is the last record of its file", async () => {
  const marker = await writer.write(0, 3, true);
  const [file] = await records();
  expect(file).toHaveLength(4);
  expect(file?.at(-1)).toMatchObject({ eventID: marker?.id, eventName: "GetSecretValue" });
});

test("a load has its rate, over all accounts, and a marker every two seconds", async () => {
  const markers: Marker[] = [];
  await writeLoad(writer, { accounts: 2, rate: 33, duration: 1_000 }, (each) => markers.push(each));
  expect(writer.written.files).toBe(2);
  expect(writer.written.events - markers.length).toBe(33);
  expect(markers).toHaveLength(1);
});

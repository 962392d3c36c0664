import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { secretNames } from "../../src/catalog/secrets.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { jsonLines, runCli } from "../cli/run-cli.ts";
import { calls, FIRST_READ_BY_ROLE, parametersOf, scan, VENDOR_ANOMALY } from "./facts.ts";

const DATA = join(import.meta.dirname, "../../../shared/data/cloudtrail");
const here = existsSync(DATA);
const describeData = describe.skipIf(!here);

function recordsOf(set: string): JsonObject[] {
  const lines = readFileSync(join(DATA, set, "events.ndjson"), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => JSON.parse(line));
}

function withoutNulls(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

describeData(`real events${here ? "" : " (skipped: ../shared/data/cloudtrail is not there)"}`, () => {
  test.each([
    ["stratus-red-team", { read: 310, kept: 310, duplicate: 0 }],
    ["grycap", { read: 142, kept: 142, duplicate: 0 }],
    ["traildiscover", { read: 563, kept: 314, duplicate: 249 }],
  ])("%s: every record is read and no rule fails", async (set, counts) => {
    const { code, summary } = await scan(join(DATA, set, "events.ndjson"));
    expect(code).toBe(0);
    expect(summary.files).toEqual({ seen: 1, read: 1, skipped: [] });
    expect(summary.records).toEqual({ ...counts, malformed: [], aside: [], repaired: 0 });
    expect(summary.events.total).toBe(counts.kept);
    expect([summary.rules.failed, summary.rules.unsupported]).toEqual([[], []]);
    const { total, alerts, suppressed, over_cap } = summary.detections;
    expect(total).toBe(alerts + suppressed + over_cap);
  });

  test.each(["stratus-red-team", "grycap", "traildiscover"])("%s: events gives every record back", async (set) => {
    const ran = await runCli(["events", join(DATA, set, "events.ndjson"), "--as", "cloudtrail"]);
    const given = jsonLines<JsonObject>(ran);
    const delivered = recordsOf(set).map(withoutNulls);
    expect(ran.code).toBe(0);
    expect(given).toHaveLength(new Set(delivered.map((each) => each["eventID"])).size);
    for (const record of given) {
      const copies = delivered.filter((each) => each["eventID"] === record["eventID"]);
      expect(copies).toContainEqual(record);
    }
  });

  test("benign events raise nothing", async () => {
    expect((await scan(join(DATA, "grycap", "events.ndjson"))).alerts).toEqual([]);
  });

  describe("the detonation of an attack on SSM", () => {
    const path = join(DATA, "stratus-red-team", "events.ndjson");

    test("calls GetParameters only, so that the vendor's anomaly rule has nothing to judge", async () => {
      const records = recordsOf("stratus-red-team");
      const names = ["GetParameter", "GetParameters", "DescribeParameters"];
      expect(names.map((name) => calls(records, name).length)).toEqual([0, 5, 5]);
      const { summary } = await scan(path, VENDOR_ANOMALY);
      expect(summary.rules.loaded).toBe(1);
      expect(summary.detections.total).toBe(0);
      expect([summary.insufficient_baseline, summary.missing_group]).toEqual([{}, {}]);
    });

    test("our own rules report it, with every parameter that was read", async () => {
      const read = new Set(calls(recordsOf("stratus-red-team"), "GetParameters").flatMap(secretNames));
      const { alerts } = await scan(path);
      expect(parametersOf(alerts, FIRST_READ_BY_ROLE)).toEqual([...read].sort());
      expect(read.size).toBeGreaterThan(40);
    });
  });
});

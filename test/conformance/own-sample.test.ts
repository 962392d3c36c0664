import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../cli/folder.ts";
import { read, trail, user } from "../cli/records.ts";
import { calls, FIRST_READ_BY_ROLE, parametersOf, scan, VENDOR_ANOMALY } from "./facts.ts";

const NAMES = Array.from({ length: 42 }, (_, n) => `/credentials/demo/${String(n).padStart(2, "0")}`);
const pages = Array.from({ length: 5 }, (_, n) => NAMES.slice(n * 10, n * 10 + 10));
const time = (second: number) => `2026-01-02T03:04:${String(second).padStart(2, "0")}Z`;
const intruder = { userIdentity: user("intruder"), userAgent: "some-attack-tool/1.0" };

/** What an attack tool does: a list of what there is, then ten names a call, all within ten seconds. */
const RECORDS = pages.flatMap((names, n) => [
  read(`describe-${n}`, time(n), {
    ...intruder,
    eventName: "DescribeParameters",
    requestParameters: { maxResults: 10 },
  }),
  read(`get-${n}`, time(n + 5), {
    ...intruder,
    eventName: "GetParameters",
    requestParameters: { names, withDecryption: true },
  }),
]);
const path = join(folderOf({ "events.json": trail(RECORDS) }), "events.json");

test("the vendor's anomaly rule cannot fire: GetParameter never occurs", async () => {
  expect([calls(RECORDS, "GetParameter").length, calls(RECORDS, "GetParameters").length]).toEqual([0, 5]);
  const { code, summary } = await scan(path, VENDOR_ANOMALY);
  expect([code, summary.records.kept, summary.detections.total]).toEqual([0, 10, 0]);
});

test("our own rules report the reads, all names of them", async () => {
  const { alerts } = await scan(path);
  expect(parametersOf(alerts, FIRST_READ_BY_ROLE)).toEqual(NAMES);
  expect(alerts.find((alert) => alert.rule.id === FIRST_READ_BY_ROLE)?.entity).toEqual({
    "cloud.account.id": "111122223333",
    "user.name": "intruder",
  });
});

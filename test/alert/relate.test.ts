import { expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import { buildAlert } from "../../src/alert/build-alert.ts";
import { relatedIds } from "../../src/alert/relate.ts";
import { MINUTE } from "../../src/util/duration.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { makeDetection, makeRecord, makeRule, roleIdentity, START, userIdentity } from "./fixtures.ts";

function at(minute: number, over: JsonObject): Alert {
  const time = START + minute * MINUTE;
  const detection = makeDetection({ time, opened: { time, key: `event-${minute}` } });
  return buildAlert(detection, makeRule(), [makeRecord(over)], { paths: [] });
}

function links(alerts: readonly Alert[]): readonly (readonly number[])[] {
  const related = relatedIds(alerts);
  return alerts.map(({ id }) => (related.get(id) ?? []).map((other) => alerts.findIndex((each) => each.id === other)));
}

const ana = { userIdentity: userIdentity(), sourceIPAddress: "198.51.100.1" };
const deploy = { userIdentity: roleIdentity(), sourceIPAddress: "198.51.100.2" };

test("the same identity, role, key or address links; nothing else does", () => {
  const otherSession = roleIdentity({
    arn: "arn:aws:sts::111122223333:assumed-role/deploy/other",
    accessKeyId: "ASIAOTHER",
  });
  const stranger = { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/eve", accessKeyId: "AKIAEVE" };
  const sharedKey = { ...stranger, arn: "arn:aws:iam::111122223333:user/eve2" };
  const alerts = [
    at(0, ana),
    at(1, deploy),
    at(2, { userIdentity: otherSession, sourceIPAddress: "198.51.100.3" }),
    at(3, { userIdentity: stranger, sourceIPAddress: "198.51.100.1" }),
    at(4, { userIdentity: sharedKey, sourceIPAddress: "198.51.100.9" }),
  ];
  expect(links(alerts)).toEqual([[3], [2], [1], [0, 4], [3]]);
});

test("a service's name in place of an address, and the same role name in another account, link nothing", () => {
  const service = "cloudformation.amazonaws.com";
  const foreign = roleIdentity({
    accountId: "999988887777",
    arn: "arn:aws:sts::999988887777:assumed-role/deploy/x",
    accessKeyId: "ASIAFOREIGN",
  });
  const alerts = [
    at(0, { ...ana, sourceIPAddress: service }),
    at(1, { ...deploy, sourceIPAddress: service }),
    at(2, { userIdentity: foreign, sourceIPAddress: "AWS Internal" }),
  ];
  expect(links(alerts)).toEqual([[], [], []]);
});

test("at most the 20 nearest, in order of time, whatever order they come in", () => {
  const alerts = Array.from({ length: 60 }, (_, i) => at((i * 37) % 60, ana));
  const middle = alerts.find((alert) => alert.time === new Date(START + 30 * MINUTE).toISOString());
  const times = (relatedIds(alerts).get(middle?.id ?? "") ?? []).map(
    (id) => alerts.find((each) => each.id === id)?.time,
  );
  expect(times).toHaveLength(20);
  expect(times).toEqual([...times].sort());
  expect(times[0]).toBe(new Date(START + 20 * MINUTE).toISOString());
  expect(times.at(-1)).toBe(new Date(START + 40 * MINUTE).toISOString());
});

test("of thousands of alerts of one identity each is related to 20", () => {
  const one = at(0, ana);
  const alerts = Array.from({ length: 20_000 }, (_, i): Alert => ({ ...one, id: i.toString(16).padStart(32, "0") }));
  const sizes = new Set([...relatedIds(alerts).values()].map((ids) => ids.length));
  expect([...sizes]).toEqual([20]);
});

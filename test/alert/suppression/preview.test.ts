import { expect, test } from "vitest";
import { toDatadogSignal } from "../../../src/alert/format/datadog/datadog.ts";
import type { StoredAlert } from "../../../src/alert/store/stored-alert.ts";
import { previewSuppression, type SignalOf } from "../../../src/alert/suppression/preview.ts";
import { ALERT, own, RECORDS, RULE, stored } from "./made.ts";

const noSignal: SignalOf = () => Promise.reject(new Error("not asked for"));

async function* each(alerts: readonly StoredAlert[]): AsyncGenerator<StoredAlert> {
  yield* alerts;
}

/** Number `n` has so many events, and happened that many minutes after the first. */
function numbered(n: number, over: Partial<StoredAlert> = {}): StoredAlert {
  const time = new Date(Date.parse(ALERT.time) + n * 60_000).toISOString();
  const id = n.toString(16).padStart(32, "0");
  return stored({ alert: { ...ALERT, id, time, events: { ...ALERT.events, total: n } }, ...over });
}

test("41 of 60 go, 19 stay: the newest first, nothing counted twice", async () => {
  const alerts = Array.from({ length: 60 }, (_, n) => numbered(n));
  const preview = await previewSuppression(own({ query: "events.total < 41" }), each(alerts), noSignal);
  expect([preview.looked, preview.removed.length, preview.stayTotal]).toEqual([60, 41, 19]);
  expect(preview.stay.map(({ alert }) => alert.events.total)).toEqual(Array.from({ length: 19 }, (_, n) => 59 - n));
  expect(preview.removed[0]?.alert.events.total).toBe(40);
});

test("lists are cut, sums are not", async () => {
  const alerts = Array.from({ length: 5_000 }, (_, n) => numbered((n * 7919) % 5_000));
  const preview = await previewSuppression(own({ query: "events.total < 3000" }), each(alerts), noSignal);
  expect([preview.looked, preview.stayTotal, preview.removed.length, preview.stay.length]).toEqual([
    5_000, 2_000, 1_000, 100,
  ]);
  expect([preview.stay[0], preview.stay[99], preview.removed[999]].map((one) => one?.alert.events.total)).toEqual([
    4_999, 4_900, 2_000,
  ]);
});

test("alerts that are superseded, or of other rules, are not looked at", async () => {
  const other = { ...ALERT, rule: { ...ALERT.rule, id: "another" } };
  const alerts = [numbered(1), numbered(2, { status: "superseded" }), stored({ alert: other })];
  const preview = await previewSuppression(own({ rules: [RULE.id] }), each(alerts), noSignal);
  expect([preview.looked, preview.removed.length]).toEqual([1, 1]);
});

test("a search over signals asks for them; an alert without one stays", async () => {
  const alerts = [numbered(1), numbered(2)];
  const signalOf: SignalOf = async ({ alert }) =>
    alert.events.total === 1 ? toDatadogSignal(alert, RULE, RECORDS) : null;
  const draft = own({ language: "datadog", query: "@userIdentity.assumed_role:deploy" });
  const preview = await previewSuppression(draft, each(alerts), signalOf);
  expect(preview.removed.map(({ alert }) => alert.events.total)).toEqual([1]);
  expect(preview.stay.map(({ alert }) => alert.events.total)).toEqual([2]);
});

import { describe, expect, test } from "vitest";
import { checkAlerts } from "../../../chaos/check/alerts.ts";
import type { Alert } from "../../../src/alert/alert.ts";
import { alertOf, servedOf } from "./fixtures.ts";

const expected = [alertOf("a"), alertOf("b", "high")];

function served(change: (alert: Alert) => Partial<Alert> = () => ({})) {
  return expected.map((alert, i) => servedOf({ ...alert, ...(i === 1 ? change(alert) : {}) }));
}

test("nothing is wrong when all are the same, in any order, whatever their searches and relatives", () => {
  const different = served(() => ({ investigate: [{ title: "t", command: "c" }], related: ["a"] }));
  expect(checkAlerts(expected, different.reverse())).toEqual([]);
});

describe("complains about", () => {
  test("a missing alert", () => {
    expect(checkAlerts(expected, served().slice(1))).toEqual([
      expect.stringMatching(/^1 alerts of scan are missing: a /),
    ]);
  });

  test("an alert that scan does not find", () => {
    expect(checkAlerts(expected.slice(1), served())).toEqual([
      expect.stringMatching(/^1 alerts are none of scan's: a /),
    ]);
  });

  test("an alert that is given twice", () => {
    const complaints = checkAlerts(expected, [...served(), ...served().slice(0, 1)]);
    expect(complaints[0]).toBe("the API gives 1 alerts more than once");
  });

  test("an alert that is not current", () => {
    const list = [...served().slice(0, 1), servedOf(alertOf("b", "high"), { status: "superseded" })];
    expect(checkAlerts(expected, list)).toEqual(["1 alerts are not current: b"]);
  });

  test("a name that leads to two alerts", () => {
    const list = served().map((each) => ({ ...each, aliases: ["old"] }));
    expect(checkAlerts(expected, list)).toEqual(["1 names belong to two alerts: old"]);
  });

  const { events } = alertOf("b");
  const WRONG: readonly [string, Partial<Alert>][] = [
    ["entity.user", { entity: { user: "x" } }],
    ["events.total", { events: { ...events, total: 3 } }],
    ["events.first", { events: { ...events, first: "2026-06-30T09:00:00.000Z" } }],
    ["events.last", { events: { ...events, last: "2026-06-30T11:00:00.000Z" } }],
    ["events.ids.1", { events: { ...events, ids: ["event-1", "event-3"] } }],
    ["events.ids.2", { events: { ...events, ids: ["event-1", "event-2", "event-3"] } }],
    ["secrets.names.0", { secrets: { total: 1, names: ["/b"] } }],
    ["rule.severity", { rule: { ...alertOf("b").rule, severity: "low" } }],
    ["evidence.counts", { evidence: { kind: "threshold", counts: {}, window: { from: "", to: "" } } }],
    ["time", { time: "2026-06-30T10:00:01.000Z" }],
    ["suppressed", { suppressed: 1 }],
    ["reason", { reason: "other" }],
    ["respond.0", { respond: [{ step: "confirm", title: "", command: null, effect: "read-only", undo: null }] }],
  ];

  test.each(WRONG)("another %s", (place, change) => {
    const [complaint, ...more] = checkAlerts(
      expected,
      served(() => change),
    );
    expect(complaint).toContain(`: ${place} is `);
    expect(more).toEqual([]);
  });
});

import { expect, test } from "vitest";
import type { RouteConfig } from "../../src/notify/config.ts";
import { planNotices } from "../../src/notify/plan.ts";
import type { Severity } from "../../src/rule/rule.ts";
import { makeAlert } from "../alert/make-alert.ts";

const NOTHING = { opened: [], revised: [] };
const nothingTold = (): null => null;
const told =
  (levels: Readonly<Record<string, Severity>>) =>
  (thread: string, channel: string): Severity | null =>
    levels[`${thread} ${channel}`] ?? null;

function changed(thread: string, severity: Severity, suppressed = false) {
  return { thread, alert: makeAlert({ id: `${thread}-id`, severity }), suppressed };
}

const EVERYWHERE: readonly RouteConfig[] = [{ channels: ["soc", "pager"] }];

test("an opening is told once on each channel, however many routes lead there", () => {
  const routes = [...EVERYWHERE, { channels: ["soc"], severity: "low" }] as const;
  const notices = planNotices({ ...NOTHING, opened: [changed("a", "medium")] }, routes, nothingTold);
  expect(notices.map(({ channel, kind, severity, alert }) => [channel, kind, severity, alert])).toEqual([
    ["soc", "opened", "medium", "a-id"],
    ["pager", "opened", "medium", "a-id"],
  ]);
});

test("only a rise above what the channel was told is told again", () => {
  const levels = told({ "a soc": "medium", "a pager": "high" });
  const plan = (severity: Severity) =>
    planNotices({ ...NOTHING, revised: [changed("a", severity)] }, EVERYWHERE, levels).map(
      ({ channel, kind }) => `${channel} ${kind}`,
    );
  expect(plan("low")).toEqual([]);
  expect(plan("medium")).toEqual([]);
  expect(plan("high")).toEqual(["soc severity"]);
  expect(plan("critical")).toEqual(["soc severity", "pager severity"]);
});

test("a suppressed alert is not told; one that is suppressed no more opens where nothing was told", () => {
  expect(planNotices({ ...NOTHING, opened: [changed("a", "high", true)] }, EVERYWHERE, nothingTold)).toEqual([]);
  const revised = [changed("a", "high")];
  const notices = planNotices({ ...NOTHING, revised }, EVERYWHERE, told({ "a pager": "high" }));
  expect(notices).toMatchObject([{ channel: "soc", kind: "opened" }]);
});

test("of an alert that stands there twice the later revision counts", () => {
  const changes = { opened: [changed("a", "low")], revised: [changed("a", "high")] };
  expect(planNotices(changes, [{ channels: ["soc"] }], nothingTold)).toMatchObject([
    { kind: "opened", severity: "high" },
  ]);
});

test("all conditions of a route must hold: severity, rule by id or name, any tag", () => {
  const alert = makeAlert({ severity: "medium" });
  const passes = (route: Omit<RouteConfig, "channels">): boolean =>
    planNotices({ ...NOTHING, opened: [{ thread: "a", alert }] }, [{ channels: ["soc"], ...route }], nothingTold)
      .length === 1;
  expect(passes({})).toBe(true);
  expect([passes({ severity: "medium" }), passes({ severity: "high" })]).toEqual([true, false]);
  expect([passes({ rules: [alert.rule.id] }), passes({ rules: [alert.rule.name] })]).toEqual([true, true]);
  expect(passes({ rules: ["other"] })).toBe(false);
  expect([passes({ tags: ["none", "Team: payments"] }), passes({ tags: ["none"] })]).toEqual([true, false]);
  expect(passes({ severity: "medium", tags: ["none"] })).toBe(false);
});

test("the key says thread, channel, kind and severity, and nothing else", () => {
  const key = (thread: string, severity: Severity, routes = EVERYWHERE): string | undefined =>
    planNotices({ ...NOTHING, opened: [changed(thread, severity)] }, routes, nothingTold)[0]?.key;
  expect(key("a", "high")).toMatch(/^[0-9a-f]{64}$/);
  expect(key("a", "high", [{ channels: ["soc"], tags: ["Domain: Cloud"] }])).toBe(key("a", "high"));
  expect(
    new Set([key("a", "high"), key("b", "high"), key("a", "low"), key("a", "high", [{ channels: ["x"] }])]).size,
  ).toBe(4);
});

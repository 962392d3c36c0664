import { describe, expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import { HOUR } from "../../src/util/duration.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { read, trail, user } from "./records.ts";
import { datadog, ruleFile } from "./rules.ts";
import { scan } from "./scan-sums.ts";

const START = Date.parse("2026-01-02T00:00:00Z");

describe("Datadog suppressions", () => {
  const events = Array.from({ length: 10 }, (_, n) => ({
    id: `e${n}`,
    time: START + n * 3 * HOUR,
    user: n % 2 === 0 ? "ann" : "ben",
  }));
  const log = {
    "a.json": trail(events.map(({ id, time, user: name }) => read(id, time, { userIdentity: user(name) }))),
  };
  const rules = ruleFile(
    datadog("abc-111-aaa", { tags: ["team:red"] }),
    datadog("abc-222-bbb", { tags: ["team:blue"] }),
  );
  const suppression = (more: JsonObject) => ruleFile({ name: "quiet", rule_query: "*", ...more });
  const firsts = (alerts: readonly Alert[], id: string) =>
    alerts.filter((alert) => alert.rule.id === id).flatMap((alert) => alert.events.ids);
  const idsBut = (drop: (each: (typeof events)[0]) => boolean) =>
    events.filter((each) => !drop(each)).map(({ id }) => id);

  test("none: a signal for every event", async () => {
    const { alerts, summary } = await scan(log, rules);
    expect([firsts(alerts, "abc-111-aaa"), firsts(alerts, "abc-222-bbb")]).toEqual([
      idsBut(() => false),
      idsBut(() => false),
    ]);
    expect(summary.detections).toMatchObject({ total: 20, alerts: 20, suppressed: 0 });
  });

  test("of signals: they are counted as suppressed", async () => {
    const quiet = suppression({ suppression_query: "@userIdentity.userName:ann" });
    const { alerts, summary } = await scan(log, rules, quiet);
    expect(firsts(alerts, "abc-111-aaa")).toEqual(idsBut((each) => each.user === "ann"));
    expect(summary.detections).toMatchObject({ total: 20, alerts: 10, suppressed: 10 });
  });

  test.each([
    ["a tag", "team:red"],
    ["a name", '@name:"Rule abc-111-aaa"'],
    ["an id", "ruleId:abc-111-aaa"],
  ])("of the rules that the rule query names by %s", async (_, query) => {
    const quiet = suppression({ rule_query: query.replace("@name", "name"), suppression_query: "*" });
    const { alerts, summary } = await scan(log, rules, quiet);
    expect([firsts(alerts, "abc-111-aaa"), firsts(alerts, "abc-222-bbb")]).toEqual([[], idsBut(() => false)]);
    expect(summary.detections).toMatchObject({ total: 20, alerts: 10, suppressed: 10 });
  });

  test("between their dates, in event time", async () => {
    const [from, to] = [START + 6 * HOUR, START + 15 * HOUR];
    const quiet = suppression({ suppression_query: "*", start_date: from, expiration_date: to });
    const { alerts, summary } = await scan(log, rules, quiet);
    expect(firsts(alerts, "abc-222-bbb")).toEqual(idsBut(({ time }) => from <= time && time < to));
    expect(summary.detections).toMatchObject({ total: 20, alerts: 14, suppressed: 6 });
  });

  test("of data: it is not looked at, and nothing is counted of it", async () => {
    const [from, to] = [START + 6 * HOUR, START + 15 * HOUR];
    const quiet = suppression({
      rule_query: "team:blue",
      data_exclusion_query: "@userIdentity.userName:ben",
      start_date: from,
      expiration_date: to,
    });
    const { alerts, summary } = await scan(log, rules, quiet);
    const excluded = events.filter((each) => each.user === "ben" && from <= each.time && each.time < to);
    expect(excluded).toHaveLength(1);
    expect(firsts(alerts, "abc-222-bbb")).toEqual(idsBut((each) => excluded.includes(each)));
    expect(firsts(alerts, "abc-111-aaa")).toEqual(idsBut(() => false));
    expect(summary.detections).toMatchObject({ total: 20 - excluded.length, suppressed: 0 });
  });

  test("that are switched off do nothing", async () => {
    const quiet = suppression({ suppression_query: "*", data_exclusion_query: "*", enabled: false });
    expect((await scan(log, rules, quiet)).summary.detections).toMatchObject({ total: 20, alerts: 20 });
  });
});

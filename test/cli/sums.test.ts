import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import type { Summary } from "../../src/engine/summary.ts";
import { MINUTE } from "../../src/util/duration.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { ACCOUNT, read, trail, user } from "./records.ts";
import { elastic, ruleFile } from "./rules.ts";
import { scan } from "./scan-sums.ts";

const START = Date.parse("2026-01-02T00:00:00Z");

describe("files and records", () => {
  const pile: fc.Arbitrary<Pile> = fc.record({
    good: fc.nat({ max: 5 }),
    copies: fc.nat({ max: 3 }),
    timeless: fc.nat({ max: 3 }),
    broken: fc.nat({ max: 2 }),
    insight: fc.nat({ max: 2 }),
  });

  test("add up to what was put in", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pile, { minLength: 1, maxLength: 6 }), fc.nat({ max: 3 }), async (piles, foreign) => {
        const files = Object.fromEntries([
          ...piles.map((each, n) => [`${n}.json`, linesOf(each, n)]),
          ...Array.from({ length: foreign }, (_, n) => [`${n}.txt`, "not a log"]),
        ]);
        const { summary } = await scan(files, ruleFile(elastic("every-read")));
        const total = (key: keyof Pile) => piles.reduce((all, each) => all + each[key], 0);
        const copies = piles.reduce((all, each) => all + (each.good > 0 ? each.copies : 0), 0);
        const counted = piles.filter((each) => each.good + each.timeless + brokenOf(each) > 0);
        const asides = counted.reduce((all, each) => all + each.insight, 0);
        expect(summary.records).toMatchObject({ kept: total("good"), duplicate: copies });
        const reasons = countBy(summary.records.malformed);
        expect(reasons["eventTime is missing"] ?? 0).toBe(total("timeless"));
        const broken = piles.reduce((all, each) => all + brokenOf(each), 0);
        expect(reasons["invalid JSON: unexpected character"] ?? 0).toBe(broken);
        expect(summary.records.aside.reduce((all, { count }) => all + count, 0)).toBe(asides);
        expect(summary.files.seen).toBe(piles.length + foreign);
      }),
      { numRuns: 8, seed: 4 },
    );
  });

  interface Pile {
    readonly good: number;
    readonly copies: number;
    readonly timeless: number;
    readonly broken: number;
    readonly insight: number;
  }

  /** A broken line alone is no CloudTrail file. */
  function brokenOf({ good, timeless, insight, broken }: Pile): number {
    return good + timeless + insight > 0 ? broken : 0;
  }

  function linesOf(each: Pile, n: number) {
    const { eventTime: _time, ...timeless } = read("t", START);
    const lines = [
      ...Array.from({ length: each.good }, (_, i) => read(`${n}-${i}`, START + i)),
      ...Array.from({ length: each.good > 0 ? each.copies : 0 }, () => read(`${n}-0`, START)),
      ...Array.from({ length: each.timeless }, () => timeless),
      ...Array.from({ length: each.insight }, () => ({ ...timeless, eventType: "AwsCloudTrailInsight" })),
    ].map((record) => JSON.stringify(record));
    const broken = Array.from({ length: brokenOf(each) }, () => '{"eventTime": nonsense}');
    return [...lines, ...broken].map((line) => `${line}\n`).join("");
  }

  function countBy(counts: Summary["records"]["malformed"]): Record<string, number> {
    const all: Record<string, number> = {};
    for (const { reason, count } of counts) all[reason] = (all[reason] ?? 0) + count;
    return all;
  }
});

/** An event of the model: null is a field that is missing. */
interface Read {
  readonly id: string;
  readonly time: number;
  readonly user: string | null;
  readonly address: string | null;
}

const reads: fc.Arbitrary<Read[]> = fc
  .array(
    fc.record({
      second: fc.oneof(fc.nat({ max: 3 * 3600 }), fc.constantFrom(0, 300, 599, 600, 1800)),
      user: fc.constantFrom("ann", "ben", null),
      address: fc.constantFrom("10.0.0.1", "10.0.0.2", null),
    }),
    { minLength: 40, maxLength: 60 },
  )
  .map((all) => {
    const events = all.map(({ second, ...rest }, n) => ({ id: `e${100 + n}`, time: START + second * 1000, ...rest }));
    return events.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  });

function recordOf({ id, time, user: name, address }: Read): JsonObject {
  const more = address === null ? { sourceIPAddress: null } : { sourceIPAddress: address };
  return read(id, time, { ...more, userIdentity: name === null ? { accountId: ACCOUNT } : user(name) });
}

/** Groups of events that one alert stands for, by the words of docs on alert suppression: the window does not slide. */
function fold(events: readonly Read[], key: (each: Read) => string | null, ends: (time: number) => number): Read[][] {
  const groups: { key: string | null; until: number; members: Read[] }[] = [];
  for (const each of events) {
    const own = key(each);
    const open = own === null ? undefined : groups.findLast((group) => group.key === own);
    if (open && each.time < open.until) open.members.push(each);
    else groups.push({ key: own, until: ends(each.time), members: [each] });
  }
  return groups.map(({ members }) => members);
}

const slot = (time: number) => Math.floor(time / (5 * MINUTE));
const endOfRun = (time: number) => (slot(time) + 1) * 5 * MINUTE;

/** The first `cap` of each run, and how many events are in the others. */
function cap(groups: readonly Read[][], most: number): { kept: Read[][]; over: Record<string, number> } {
  const kept: Read[][] = [];
  const over: Record<string, number> = {};
  for (const group of groups) {
    const run = slot(group[0]?.time ?? 0);
    if (kept.filter((each) => slot(each[0]?.time ?? 0) === run).length < most) kept.push(group);
    else over[run] = (over[run] ?? 0) + group.length;
  }
  return { kept, over };
}

describe("detections", () => {
  const folded = (more: JsonObject) => ({ alert_suppression: { group_by: ["user.name"], ...more } });
  const twentyMinutes = { duration: { value: 20, unit: "m" } };
  const byUser = (each: Read) => String(each.user);
  const cases: Readonly<
    Record<string, { rule: JsonObject; groups: (events: readonly Read[]) => Read[][]; cap: number }>
  > = {
    capped: { rule: { max_signals: 2 }, groups: (events) => events.map((each) => [each]), cap: 2 },
    "per-run": { rule: folded({}), groups: (events) => fold(events, byUser, endOfRun), cap: 100 },
    "per-run-missing-apart": {
      rule: folded({ missing_fields_strategy: "doNotSuppress" }),
      groups: (events) => fold(events, (each) => each.user, endOfRun),
      cap: 100,
    },
    "per-duration": {
      rule: folded({ group_by: ["user.name", "source.ip"], ...twentyMinutes }),
      groups: (events) =>
        fold(
          events,
          (each) => `${each.user} ${each.address}`,
          (time) => time + 20 * MINUTE,
        ),
      cap: 100,
    },
    "per-duration-missing-apart": {
      rule: folded({
        group_by: ["user.name", "source.ip"],
        missing_fields_strategy: "doNotSuppress",
        ...twentyMinutes,
      }),
      groups: (events) =>
        fold(
          events,
          ({ user: name, address }) => (name === null || address === null ? null : `${name} ${address}`),
          (time) => time + 20 * MINUTE,
        ),
      cap: 100,
    },
    "folded-and-capped": {
      rule: { ...folded(twentyMinutes), max_signals: 1 },
      groups: (events) => fold(events, byUser, (time) => time + 20 * MINUTE),
      cap: 1,
    },
  };

  test("are the alerts, the folded ones and those over the cap, as the model counts them", async () => {
    const rules = ruleFile(...Object.entries(cases).map(([id, { rule }]) => elastic(id, rule)));
    await fc.assert(
      fc.asyncProperty(reads, async (events) => {
        const { alerts, summary } = await scan({ "a.json": trail(events.map(recordOf)) }, rules);
        const totals = { total: 0, alerts: 0, suppressed: 0, over_cap: 0, summaries: 0 };
        for (const [id, each] of Object.entries(cases)) {
          const { kept, over } = cap(each.groups(events), each.cap);
          const own = alerts.filter((alert) => alert.rule.id === id);
          expect({ id, alerts: byId(own.filter((alert) => alert.evidence.kind === "query").map(shown)) }).toEqual({
            id,
            alerts: byId(
              kept.map((members) => ({
                ids: members.map((member) => member.id),
                total: members.length,
                suppressed: members.length - 1,
              })),
            ),
          });
          expect(own.flatMap(overOf)).toEqual(Object.entries(over));
          const overCap = Object.values(over).reduce((all, count) => all + count, 0);
          totals.total += events.length;
          totals.alerts += kept.length;
          totals.over_cap += overCap;
          totals.suppressed += events.length - kept.length - overCap;
          totals.summaries += Object.keys(over).length;
        }
        expect(summary.detections).toEqual(totals);
      }),
      { numRuns: 6, seed: 1 },
    );
  });

  /** Alerts of one time come in the order of their own ids. */
  function byId<T extends { readonly ids: readonly string[] }>(all: readonly T[]): T[] {
    return [...all].sort((a, b) => (String(a.ids[0]) < String(b.ids[0]) ? -1 : 1));
  }

  function shown({ events, suppressed }: Alert) {
    return { ids: events.ids, total: events.total, suppressed };
  }

  function overOf({ evidence }: Alert): [string, number][] {
    if (evidence.kind !== "over_cap") return [];
    return [[String(slot(Date.parse(evidence.run.from))), evidence.over_cap]];
  }
});

test("a threshold rule folds by its groups, not by what the event that opened a group holds", async () => {
  const events = Array.from({ length: 12 }, (_, n) =>
    read(`e${100 + n}`, START + n * 5 * MINUTE, {
      eventName: "GetParameters",
      requestParameters: { names: ["/x/a", "/x/b"], withDecryption: true },
    }),
  );
  const rule = elastic("threshold", {
    type: "threshold",
    query: "event.action: GetParameters",
    threshold: { field: ["trailhound.secrets"], value: 1 },
    alert_suppression: { duration: { value: 1, unit: "h" } },
  });
  const { alerts, summary } = await scan({ "a.json": trail(events) }, ruleFile(rule));
  expect(alerts.map(({ entity, suppressed }) => [entity["trailhound.secrets"], suppressed])).toEqual([
    ["/x/a", 11],
    ["/x/b", 11],
  ]);
  expect(summary.detections).toMatchObject({ total: 24, alerts: 2, suppressed: 22 });
});

test("an alert that stands for several terms of one event counts the event once", async () => {
  const names = ["/x/a", "/x/b", "/x/c"];
  const rule = elastic("terms", {
    type: "new_terms",
    query: "event.action: GetParameters",
    new_terms_fields: ["trailhound.secrets"],
    history_window_start: "now-10d",
    alert_suppression: { group_by: ["user.name"] },
  });
  const more = { eventName: "GetParameters", requestParameters: { names, withDecryption: true } };
  const { alerts } = await scan(
    { "a.json": trail([read("e1", START, more), read("e2", START + 1000, more)]) },
    ruleFile(rule),
  );
  expect(alerts.map(({ events, suppressed, secrets }) => [events.total, events.ids, suppressed, secrets])).toEqual([
    [2, ["e1", "e2"], 2, { total: 3, names }],
  ]);
});

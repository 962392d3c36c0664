import { describe, expect, test } from "vitest";
import { reachBack, reevaluateFrom } from "../../../src/engine/live/reach.ts";
import { concernedBy, dependsOnFirst } from "../../../src/engine/live/reach-concern.ts";
import type { Method, Rule } from "../../../src/rule/rule.ts";
import { nowhere } from "../../../src/source/span.ts";
import { DAY } from "../../../src/util/duration.ts";
import { ALL, datadogQuery, field, IS_X, ruleOf } from "../../detect/fixtures.ts";
import type { MemoryEvent } from "../../detect/memory-plan.ts";
import { alertsOf } from "./reach-cases.ts";

/** Begin of a run of 40 ms, and where the alert has its place. */
const PLACE = 1_000;

const QUERY: Method = { kind: "query", predicate: IS_X };
const WINDOWS = { evaluationWindow: 10, keepAlive: 60, maxSignalDuration: 100 };

const NEW_TERMS: Method = { kind: "new_terms", predicate: IS_X, terms: [field("user")], history: 5 * DAY };

const ELASTIC: Method = {
  kind: "elastic_threshold",
  predicate: IS_X,
  fields: [field("user")],
  value: 1,
  cardinality: [],
};

const DATADOG: Method = {
  kind: "datadog_threshold",
  queries: [datadogQuery({ groupBy: [field("user")] })],
  cases: [
    {
      name: "",
      status: "low",
      condition: { kind: "comparison", label: "a", operator: ">=", number: 1, span: nowhere },
      conditionText: "",
      notifications: [],
    },
  ],
  windows: WINDOWS,
};

const NEW_VALUE: Method = {
  kind: "new_value",
  query: datadogQuery({ groupBy: [field("user")] }),
  values: [field("item")],
  status: "low",
  caseName: "",
  windows: WINDOWS,
  learning: { method: "threshold", values: 0 },
  forgetAfter: DAY,
  instantaneousBaseline: false,
};

const ANOMALY: Method = {
  kind: "anomaly",
  query: datadogQuery({ groupBy: [field("user")] }),
  percentile: 0.995,
  status: "low",
  caseName: "",
  windows: { ...WINDOWS, keepAlive: 100 },
  bucketDuration: 10,
  learningDuration: DAY,
  tolerance: 1,
  learningPeriodBaseline: 0.1,
  instantaneousBaseline: false,
  peerBaseline: false,
};

function perGroup(duration: number | null): Rule["suppression"] {
  return { groupBy: [field("user")], duration, missingFields: "suppress" };
}

function rule(method: Method, policy: Partial<Pick<Rule, "suppression" | "maxSignals">> = {}): Rule {
  return { ...ruleOf(method, { interval: 40, lookback: 40 }), ...policy };
}

let serial = 0;

/** Three at once, so that they are many; `item` is what a new value is new by. */
function reads(time: number, user = "ann", item = "p"): readonly MemoryEvent[] {
  return [1, 2, 3].map(() => ({
    time,
    event_id: `e${++serial}`,
    kind: ["x"],
    user: [user],
    item: [item],
    secrets: [],
  }));
}

/** Name, rule, what is stored besides an event at PLACE, and the furthest at which new events change its alert. */
const EDGES: readonly (readonly [string, Rule, readonly MemoryEvent[], number])[] = [
  ["query", rule(QUERY, { suppression: perGroup(90) }), [], 89],
  ["query, suppressed per run", rule(QUERY, { suppression: perGroup(null) }), [], 39],
  ["query with a cap", rule(QUERY, { maxSignals: 1 }), [], 39],
  [
    "query with a cap, suppressed",
    rule(QUERY, { maxSignals: 1, suppression: perGroup(90) }),
    reads(PLACE + 39, "bob"),
    39 + 89,
  ],
  ["new terms", rule(NEW_TERMS), [], DAY - 1],
  ["new terms, suppressed", rule(NEW_TERMS, { suppression: perGroup(DAY) }), [], DAY - 1],
  ["threshold (Elastic)", rule(ELASTIC), [], 39],
  ["threshold (Elastic) with a cap", rule(ELASTIC, { maxSignals: 1 }), [], 39],
  ["threshold (Datadog)", rule(DATADOG), reads(PLACE + 50), 99],
  ["new value", rule(NEW_VALUE), reads(PLACE + 50, "ann", "q"), 99],
  ["anomaly", rule(ANOMALY), [], 99],
];

describe("new events change the alert just within their reach, and not beyond it", () => {
  test.each(EDGES)("%s", async (_, theRule, others, furthest) => {
    const stored = [...reads(PLACE), ...others];
    const by = theRule.suppression !== null && theRule.maxSignals !== null ? "bob" : "ann";
    const at = async (events: readonly MemoryEvent[]) =>
      (await alertsOf(theRule, events, ALL)).filter(({ place }) => place === PLACE);
    const old = await at(stored);
    expect(old.length).toBeGreaterThan(0);
    expect(await at([...stored, ...reads(PLACE + furthest, by)])).not.toEqual(old);
    expect(reevaluateFrom(theRule, PLACE + furthest)).toBeLessThanOrEqual(PLACE);
    expect(await at([...stored, ...reads(PLACE + furthest + 1, by)])).toEqual(old);
    expect(reachBack(theRule)).toBeGreaterThan(furthest);
  });

  test("the reach is at most about twice what is needed", () => {
    for (const [name, theRule, , furthest] of EDGES) {
      expect(reachBack(theRule) / (furthest + 1), name).toBeLessThanOrEqual(2);
    }
  });
});

test("without keepAlive a signal reaches no further than its event", () => {
  const windows = { ...WINDOWS, keepAlive: 0 };
  expect(reevaluateFrom(rule({ ...DATADOG, windows }), PLACE)).toBe(PLACE);
  expect(reevaluateFrom(rule({ ...NEW_VALUE, windows }), PLACE)).toBe(PLACE);
  expect(reevaluateFrom(rule({ ...ANOMALY, windows }), PLACE + 5)).toBe(PLACE);
});

test("what starts anew with a run is found anew from the begin of one", () => {
  expect(reevaluateFrom(rule(QUERY), PLACE + 75)).toBe(PLACE + 75);
  expect(reevaluateFrom(rule(QUERY, { maxSignals: 1 }), PLACE + 75)).toBe(PLACE + 40);
  expect(reevaluateFrom(rule(QUERY, { suppression: perGroup(null) }), PLACE + 75)).toBe(PLACE + 40);
  expect(reevaluateFrom(rule(QUERY, { suppression: perGroup(15) }), PLACE + 75)).toBe(PLACE + 60);
  expect(reevaluateFrom(rule(QUERY, { suppression: perGroup(36), maxSignals: 1 }), PLACE + 75)).toBe(PLACE);
});

describe("the store's first event", () => {
  const early: MemoryEvent = { time: 10, event_id: "n", kind: ["y"], user: [], item: [], secrets: [] };
  const peers = { ...ANOMALY, peerBaseline: true, instantaneousBaseline: true };
  const cases: readonly (readonly [string, Method, boolean])[] = [
    ["query", QUERY, false],
    ["new terms", NEW_TERMS, true],
    ["threshold (Elastic)", ELASTIC, false],
    ["threshold (Datadog)", DATADOG, false],
    ["new value", NEW_VALUE, false],
    ["new value over what is stored", { ...NEW_VALUE, instantaneousBaseline: true }, true],
  ];

  test.each(cases)("of another kind and earlier than all others: %s", async (_, method, isConcerned) => {
    const stored = [early, ...reads(PLACE)].slice(1);
    const [old, now] = [
      await alertsOf(rule(method), stored, ALL),
      await alertsOf(rule(method), [early, ...stored], ALL),
    ];
    expect(old.length).toBeGreaterThan(0);
    expect(dependsOnFirst(rule(method))).toBe(isConcerned);
    if (isConcerned) expect(now).not.toEqual(old);
    else expect(now).toEqual(old);
    expect(concernedBy(rule(method))).toBe("matching");
  });

  test("of anomaly rules any event concerns all, and the first one those with peers over what is stored", () => {
    expect(concernedBy(rule(ANOMALY))).toBe("all");
    expect([ANOMALY, peers].map((method) => dependsOnFirst(rule(method)))).toEqual([false, true]);
  });
});

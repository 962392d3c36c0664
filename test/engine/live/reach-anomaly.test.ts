import fc from "fast-check";
import { test } from "vitest";
import { reevaluateFrom } from "../../../src/engine/live/reach.ts";
import type { AnomalyMethod } from "../../../src/rule/rule.ts";
import { DAY, HOUR } from "../../../src/util/duration.ts";
import { datadogQuery, field, ruleOf } from "../../detect/fixtures.ts";
import type { MemoryEvent } from "../../detect/memory-plan.ts";
import { type Change, expectMeaning, expectReach, newCounts } from "./reach-cases.ts";

const DAYS = 30;
const BUCKET = 12 * HOUR;
const BUCKETS = (DAYS * DAY) / BUCKET;
/** Earlier there is nothing at first. */
const BEGIN = 3;

interface Person {
  readonly from: number;
  /** Of every so many buckets one is active. */
  readonly every: number;
  readonly level: number;
  /** Bucket -> so many buckets in a row with this value. */
  readonly bursts: readonly { readonly bucket: number; readonly length: number; readonly value: number }[];
}

const bucket = fc.integer({ min: BEGIN, max: BUCKETS - 1 });

const person: fc.Arbitrary<Person> = fc.record({
  from: fc.oneof(fc.constant(BEGIN), bucket),
  every: fc.constantFrom(1, 1, 1, 2, 5, 34),
  level: fc.integer({ min: 1, max: 2 }),
  bursts: fc.array(
    fc.record({ bucket, length: fc.integer({ min: 1, max: 9 }), value: fc.integer({ min: 3, max: 14 }) }),
    { minLength: 1, maxLength: 3 },
  ),
});

function eventsAt(time: number, user: string, count: number, mark: string): MemoryEvent[] {
  return Array.from({ length: count }, (_, item) => ({
    time: time + item * 1000,
    event_id: `${mark}-${time}-${item}`,
    kind: ["x"],
    user: [user],
    item: [`i${item}`],
    size: ["2"],
    outcome: "success",
    secrets: [],
  }));
}

function eventsOf(people: readonly Person[], silent: ReadonlySet<number>): MemoryEvent[] {
  const buckets = Array.from({ length: BUCKETS - BEGIN }, (_, index) => index + BEGIN).filter((at) => !silent.has(at));
  const reads = people.flatMap(({ from, every, level, bursts }, index) =>
    buckets.flatMap((at) => {
      const burst = bursts.find((each) => at >= each.bucket && at < each.bucket + each.length);
      const count = burst?.value ?? (at % every === 0 ? level : 0);
      return at < from ? [] : eventsAt(at * BUCKET, `p${index}`, count, `p${index}`);
    }),
  );
  return [...reads, ...buckets.map((at) => ({ time: at * BUCKET + 5, event_id: `n${at}`, kind: ["y"] }))];
}

/** What comes: reads of somebody, or events of another kind, in a bucket of a burst, soon after it, or anywhere. */
const added = fc.record({
  burst: fc.option(fc.nat(), { freq: 4 }),
  at: fc.integer({ min: 0, max: BUCKETS }),
  later: fc.integer({ min: -1, max: 9 }),
  offset: fc.constantFrom(0, HOUR, BUCKET - 20_000),
  /** Of the people, one whose burst it is; else another. */
  user: fc.option(fc.nat({ max: 8 }), { freq: 1 }),
  count: fc.constantFrom(1, 6, 15),
  isNoise: fc.constantFrom(false, false, true),
});

const rules = fc.record({
  buckets: fc.integer({ min: 1, max: 3 }),
  keepAlive: fc.constantFrom(0, DAY, 2 * DAY, 2 * DAY),
  maxSignalDuration: fc.constantFrom(0, DAY, 3 * DAY, 4 * DAY),
  learningDuration: fc.constantFrom(DAY, 2 * DAY, 5 * DAY, 5 * DAY),
  tolerance: fc.constantFrom(1, 1, 2, 5),
  percentile: fc.constantFrom(0.9, 0.995),
  learningPeriodBaseline: fc.constantFrom(null, null, 2),
  peers: fc.constantFrom("none", "none", "own", "instantaneous"),
  aggregation: fc.constantFrom("count" as const, "count" as const, "cardinality" as const, "sum" as const),
});

type Draft = typeof rules extends fc.Arbitrary<infer T> ? T : never;

function methodOf({ buckets, keepAlive, maxSignalDuration, aggregation, peers, ...rest }: Draft): AnomalyMethod {
  return {
    kind: "anomaly",
    ...rest,
    query: datadogQuery({
      groupBy: [field("user")],
      aggregation,
      distinct: aggregation === "cardinality" ? [field("item")] : [],
      metric: aggregation === "sum" ? field("size") : null,
    }),
    bucketDuration: BUCKET,
    status: "low",
    caseName: "",
    windows: { evaluationWindow: buckets * BUCKET, keepAlive, maxSignalDuration },
    peerBaseline: peers !== "none",
    instantaneousBaseline: peers === "instantaneous",
  };
}

const stores = rules.chain((rule) => {
  const least = rule.peers === "none" ? 1 : 6;
  return fc.record({
    method: fc.constant(methodOf(rule)),
    people: fc.array(person, { minLength: least, maxLength: least + 1 }),
    silent: fc.uniqueArray(bucket, { maxLength: 30 }),
    added: fc.array(added, { minLength: 1, maxLength: 2 }),
    /** All events of one bucket; mostly of none. */
    removed: fc.option(fc.oneof(fc.constant(BEGIN), bucket), { freq: 1 }),
  });
});

type Drawn = typeof stores extends fc.Arbitrary<infer T> ? T : never;

function changeOf({ people, silent, added: all, removed }: Drawn): Change {
  const bursts = people.flatMap((each, owner) => each.bursts.map((burst) => ({ ...burst, owner })));
  const before = eventsOf(people, new Set(silent));
  const fresh = all.flatMap(({ burst, at, later, offset, user, count, isNoise }, index) => {
    const anchor = burst === null ? undefined : bursts[burst % bursts.length];
    const time = (anchor === undefined ? at : anchor.bucket + later) * BUCKET + offset;
    const name = `p${user === null ? (anchor?.owner ?? 0) : user % (people.length + 1)}`;
    return isNoise ? [{ time, event_id: `m${index}`, kind: ["y"] }] : eventsAt(time, name, count, `a${index}`);
  });
  const stays = (event: MemoryEvent) => removed === null || Math.floor(event.time / BUCKET) !== removed;
  return { before, after: [...before.filter(stays), ...fresh] };
}

test("a change changes no alert of an anomaly rule before its reach", { timeout: 120_000 }, async () => {
  const counts = newCounts();
  await fc.assert(
    fc.asyncProperty(stores, async (drawn) => {
      await expectReach(ruleOf(drawn.method), changeOf(drawn), counts, {
        NO_REACH: { from: (_, earliest) => earliest },
        NO_SIGNAL: { from: (_, earliest) => Math.floor(earliest / BUCKET) * BUCKET },
        HALF: { from: (rule, earliest) => (earliest + reevaluateFrom(rule, earliest)) / 2 },
        ONLY_MATCHING: { concernedBy: () => "matching" },
      });
    }),
    { numRuns: 700 },
  );
  expectMeaning(counts);
});

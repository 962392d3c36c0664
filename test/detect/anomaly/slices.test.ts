import fc from "fast-check";
import { expect, test } from "vitest";
import { detect } from "../../../src/detect/detect.ts";
import type { TimeRange } from "../../../src/detect/detection.ts";
import { holds } from "../../../src/ir/holds.ts";
import type { Plan } from "../../../src/ir/plan.ts";
import type { AnomalyMethod } from "../../../src/rule/rule.ts";
import { DAY, HOUR } from "../../../src/util/duration.ts";
import { ALL, datadogQuery, field, ruleOf } from "../fixtures.ts";
import { type MemoryEvent, memoryRows } from "../memory-plan.ts";

const DAYS = 75;

interface Person {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Of every so many buckets one is active. */
  readonly every: number;
  readonly level: number;
  /** Day -> value in each of its buckets. */
  readonly bursts: Readonly<Record<number, number>>;
}

const person = fc.record({
  from: fc.integer({ min: 0, max: DAYS - 1 }),
  to: fc.oneof(fc.constant(DAYS), fc.integer({ min: 0, max: DAYS })),
  every: fc.constantFrom(1, 1, 2, 5, 40),
  level: fc.integer({ min: 1, max: 4 }),
  bursts: fc.dictionary(fc.integer({ min: 0, max: DAYS - 1 }).map(String), fc.integer({ min: 3, max: 30 }), {
    maxKeys: 6,
  }),
});

/** Early joiners are more telling. */
const people = (least: number) =>
  fc
    .array(fc.tuple(person, fc.boolean()), { minLength: least, maxLength: least + 2 })
    .map((all) =>
      all.map(([each, isOld], index): Person => ({ ...each, name: `p${index}`, from: isOld ? 0 : each.from })),
    );

function eventsOf(persons: readonly Person[], bucketDuration: number, silent: ReadonlySet<number>): MemoryEvent[] {
  const perDay = DAY / bucketDuration;
  const buckets = Array.from({ length: DAYS * perDay }, (_, index) => index).filter(
    (bucket) => !silent.has(Math.floor(bucket / perDay)),
  );
  const reads = persons.flatMap(({ name, from, to, every, level, bursts }) =>
    buckets.flatMap((bucket) => {
      const day = Math.floor(bucket / perDay);
      const count = bursts[day] ?? (bucket % every === 0 ? level : 0);
      if (day < from || day >= to) return [];
      return Array.from({ length: count }, (_, item) => ({
        time: bucket * bucketDuration + item * 1000,
        event_id: `${name}-${bucket}-${item}`,
        kind: ["x"],
        user: [name],
        item: [`i${item}`],
        outcome: "success",
        secrets: [],
      }));
    }),
  );
  const noise = buckets.map((bucket) => ({ time: bucket * bucketDuration, event_id: `n${bucket}`, kind: ["y"] }));
  return [...reads, ...noise];
}

const rules = fc.record({
  bucketDuration: fc.constantFrom(6 * HOUR, 12 * HOUR),
  buckets: fc.integer({ min: 1, max: 3 }),
  keepAlive: fc.constantFrom(0, 12 * HOUR, 2 * DAY),
  maxSignalDuration: fc.constantFrom(0, DAY, 3 * DAY),
  learningDuration: fc.constantFrom(DAY, 2 * DAY, 5 * DAY, 16 * DAY),
  tolerance: fc.integer({ min: 1, max: 5 }),
  percentile: fc.constantFrom(0.9, 0.995),
  learningPeriodBaseline: fc.constantFrom(null, null, null, 2),
  peerBaseline: fc.boolean(),
  aggregation: fc.constantFrom("count" as const, "cardinality" as const),
});

type Draft = typeof rules extends fc.Arbitrary<infer T> ? T : never;

function methodOf({ buckets, keepAlive, maxSignalDuration, aggregation, ...rest }: Draft): AnomalyMethod {
  return {
    kind: "anomaly",
    ...rest,
    query: datadogQuery({
      groupBy: [field("user")],
      aggregation,
      distinct: aggregation === "cardinality" ? [field("item")] : [],
    }),
    status: "low",
    caseName: "",
    windows: { evaluationWindow: buckets * rest.bucketDuration, keepAlive, maxSignalDuration },
    instantaneousBaseline: false,
  };
}

function startsOf(plan: Plan): number | null {
  if (plan.kind === "events") return null;
  return plan.kind === "between" ? plan.from : startsOf(plan.input);
}

/** Everything that is read, from the first stored event on, when the store seems to begin with the range. */
async function runBoth(method: AnomalyMethod, events: readonly MemoryEvent[], range: TimeRange) {
  const memory = memoryRows(events, holds);
  const times = events.map((event) => event.time);
  const stored = { first: Math.min(...times), last: Math.max(...times) };
  const rule = ruleOf(method);
  const onCut = () => undefined;
  const series: (number | null)[] = [];
  const rows = (plan: Plan) => {
    if (plan.kind === "sort" && plan.by.length === 2) series.push(startsOf(plan));
    return memory(plan);
  };
  const slice = await detect(rule, { rows, range, stored, onCut });
  const began = { first: range.from ?? 0, last: stored.last };
  const whole = await detect(rule, { rows: memory, range, stored: began, onCut });
  const all = await detect(rule, { rows: memory, range: ALL, stored, onCut });
  return { slice, whole, all, series };
}

test("a slice finds what the whole finds in it, and counts whom it cannot judge", { timeout: 120_000 }, async () => {
  const counts = { slices: 0, calm: 0, again: 0, bounded: 0, detections: 0, insufficient: 0 };
  const drafts = rules.chain((rule) => fc.tuple(fc.constant(rule), people(rule.peerBaseline ? 6 : 2)));
  const range = fc.record({
    at: fc.integer({ min: 40, max: DAYS * 4 - 1 }),
    ofBurst: fc.option(fc.nat(), { freq: 3 }),
    length: fc.integer({ min: 1, max: 8 }),
    offset: fc.nat(HOUR),
  });
  const silent = fc.uniqueArray(fc.integer({ min: 0, max: DAYS }), { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(drafts, range, silent, async ([draft, persons], { at, ofBurst, length, offset }, silentDays) => {
      const events = eventsOf(persons, draft.bucketDuration, new Set(silentDays));
      if (events.length === 0) return;
      const bursts = persons.flatMap((each) => Object.keys(each.bursts)).map((day) => Number(day) * 4);
      const first = ofBurst === null ? at : (bursts[ofBurst % bursts.length] ?? at);
      const from = first * 6 * HOUR + offset;
      const to = from + length * 3 * HOUR;
      const { slice, whole, all, series } = await runBoth(methodOf(draft), events, { from, to });
      expect(slice).toEqual(whole);
      expect(slice.detections).toEqual(all.detections.filter(({ time }) => time >= from && time < to));
      counts.slices++;
      counts.calm += Number(series.length === 1);
      counts.again += Number(series.length > 3);
      counts.bounded += Number(series.every((start) => start !== null));
      counts.detections += slice.detections.length;
      counts.insufficient += slice.insufficientBaseline;
    }),
    { numRuns: 200 },
  );
  expect(counts.calm).toBeGreaterThan(counts.slices / 10);
  expect(counts.again).toBeGreaterThan(counts.slices / 50);
  expect(counts.bounded).toBeGreaterThan(counts.slices / 2);
  expect(counts.detections).toBeGreaterThan(counts.slices / 40);
  expect(counts.insufficient).toBeGreaterThan(counts.slices / 50);
});

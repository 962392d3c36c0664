import { describe, expect, test } from "vitest";
import type { AnomalyEvidence, Detection, TimeRange } from "../../src/detect/detection.ts";
import type { AnomalyMethod } from "../../src/rule/rule.ts";
import { DAY, HOUR, MINUTE } from "../../src/util/duration.ts";
import { ALL, datadogQuery, field, run } from "./fixtures.ts";
import type { MemoryEvent } from "./memory-plan.ts";

const BUCKET = 5 * MINUTE;
const PER_DAY = DAY / BUCKET;

const SEED: AnomalyMethod = {
  kind: "anomaly",
  query: datadogQuery({ groupBy: [field("user")], aggregation: "cardinality", distinct: [field("item")] }),
  percentile: 0.995,
  status: "low",
  caseName: "",
  windows: { evaluationWindow: 30 * MINUTE, keepAlive: 30 * MINUTE, maxSignalDuration: 30 * MINUTE },
  bucketDuration: BUCKET,
  learningDuration: DAY,
  tolerance: 5,
  learningPeriodBaseline: null,
  instantaneousBaseline: false,
  peerBaseline: false,
};

/** How many items the user reads in a bucket, by the bucket's index since the epoch. */
type Rhythm = (bucket: number) => number;

function reads(user: string, buckets: number, rhythm: Rhythm): MemoryEvent[] {
  return Array.from({ length: buckets }, (_, bucket) =>
    Array.from({ length: rhythm(bucket) }, (_, item) => ({
      time: bucket * BUCKET + item * 1000,
      event_id: `${user}-${bucket}-${item}`,
      kind: ["x"],
      user: [user],
      item: [`item-${item}`],
      outcome: "success",
      secrets: [`secret-${item}`],
    })),
  ).flat();
}

/** Something else happens in every bucket, so that the lake is never silent. */
function noise(buckets: number): MemoryEvent[] {
  return Array.from({ length: buckets }, (_, bucket) => ({
    time: bucket * BUCKET,
    event_id: `noise-${bucket}`,
    kind: ["y"],
  }));
}

function steady(level: number, changes: Readonly<Record<number, number>> = {}): Rhythm {
  return (bucket) => changes[bucket] ?? level;
}

async function found(days: number, rhythm: Rhythm, part: Partial<AnomalyMethod> = {}, range: TimeRange = ALL) {
  const buckets = days * PER_DAY;
  return run({ ...SEED, ...part }, [...noise(buckets), ...reads("ann", buckets, rhythm)], range);
}

function evidenceOf(detection: Detection | undefined): AnomalyEvidence {
  if (detection?.evidence.kind !== "anomaly") throw new Error("no anomaly");
  return detection.evidence;
}

const DAY_4 = 4 * PER_DAY;

describe("anomaly: spikes", () => {
  test("a burst in a steady series is one", async () => {
    const { detections } = await found(5, steady(3, { [DAY_4]: 40 }));
    const start = DAY_4 * BUCKET;
    const end = start + BUCKET;
    expect(detections).toHaveLength(1);
    expect(detections[0]).toMatchObject({
      entity: { user: "ann" },
      opened: { time: end, key: JSON.stringify(["ann", end]) },
      time: start + 39_000,
      events: { total: 55, first: end - 30 * MINUTE, last: start + 39_000 },
      severity: "low",
      evidence: {
        observed: 55,
        expected: 18,
        bound: 36,
        window: { from: end - 30 * MINUTE, to: end },
        judgedBy: "own",
      },
    });
    expect(detections[0]?.events.secrets).toHaveLength(40);
  });

  test("a blip in one bucket is none when the window as a whole is not in excess", async () => {
    expect((await found(5, steady(3, { [DAY_4]: 20 }))).detections).toEqual([]);
    expect((await found(5, steady(3, { [DAY_4]: 21 }))).detections).toHaveLength(1);
  });

  test("a drop is none, nor is the return from it", async () => {
    const drop = (bucket: number) => (bucket >= DAY_4 && bucket < DAY_4 + 60 ? 0 : 3);
    expect((await found(5, drop, { tolerance: 1 })).detections).toEqual([]);
  });

  test("tolerance asks for 20 to 100 percent over the bound", async () => {
    const atTolerance = async (tolerance: number, value: number) =>
      (await found(5, steady(3, { [DAY_4]: value }), { tolerance })).detections.length;
    const least = [7, 11, 14, 18, 21];
    for (const [index, value] of least.entries()) {
      expect([await atTolerance(index + 1, value - 1), await atTolerance(index + 1, value)]).toEqual([0, 1]);
    }
  });

  test("who does little must do ten things to be noticed", async () => {
    const rarely = (burst: number) => (bucket: number) =>
      bucket === DAY_4 + 7 ? burst : bucket % PER_DAY === 100 ? 2 : 0;
    expect((await found(5, rarely(9))).detections).toEqual([]);
    expect(evidenceOf((await found(5, rarely(10))).detections[0])).toMatchObject({ observed: 10, bound: 10 });
  });

  test("at tolerance 1 every appearance of who does little is noticed", async () => {
    const twoADay = (bucket: number) => (bucket % PER_DAY === 100 + 40 * Math.floor(bucket / PER_DAY) ? 2 : 0);
    expect((await found(5, twoADay)).detections).toEqual([]);
    const { detections } = await found(5, twoADay, { tolerance: 1 });
    expect(detections.map((each) => evidenceOf(each))).toMatchObject(
      Array.from({ length: 4 }, () => ({ observed: 2, bound: 2 })),
    );
  });

  test("who works in bursts each hour may do so all the time", async () => {
    const hourly = (burst: number) => (bucket: number) =>
      bucket > DAY_4 && bucket <= DAY_4 + 5 ? burst : bucket % 12 === 0 ? 50 : 0;
    expect((await found(5, hourly(50))).detections).toEqual([]);
    expect((await found(5, hourly(110))).detections.map((each) => evidenceOf(each).bound)).toEqual([600]);
  });

  test("what goes on past the longest duration is a second signal; the tail of a burst is not", async () => {
    const lasting = (length: number) => (bucket: number) => (bucket >= DAY_4 && bucket < DAY_4 + length ? 60 : 3);
    const opened = async (length: number) =>
      (await found(5, lasting(length))).detections.map((each) => each.opened.time / BUCKET - DAY_4 - 1);
    expect(await opened(1)).toEqual([0]);
    expect(await opened(6)).toEqual([0]);
    expect(await opened(8)).toEqual([0, 6]);
    expect(await opened(13)).toEqual([0, 6, 12]);
  });

  test("a signal that is kept alive takes in the whole burst and shows its highest window", async () => {
    const burst = (bucket: number) => (bucket >= DAY_4 && bucket < DAY_4 + 12 ? 20 + bucket - DAY_4 : 3);
    const windows = { evaluationWindow: 30 * MINUTE, keepAlive: 2 * HOUR, maxSignalDuration: DAY };
    const { detections } = await found(5, burst, { windows });
    expect(detections).toHaveLength(1);
    expect(evidenceOf(detections[0]).observed).toBe(26 + 27 + 28 + 29 + 30 + 31);
    expect(detections[0]?.events.last).toBe((DAY_4 + 11) * BUCKET + 30_000);
  });
});

describe("anomaly: rhythms", () => {
  const daily = (peak: number) => (bucket: number) => (bucket % PER_DAY === 36 ? (bucket > DAY_4 ? peak : 60) : 1);

  test("a daily peak of one bucket is known, twice of it is not", async () => {
    expect((await found(5, daily(60))).detections).toEqual([]);
    const { detections } = await found(5, daily(130));
    expect(detections.map((each) => evidenceOf(each))).toMatchObject([{ observed: 135, expected: 65, bound: 130 }]);
  });

  test("a daily peak may come ten minutes late", async () => {
    const late = (bucket: number) => (bucket === DAY_4 + 36 ? 1 : bucket === DAY_4 + 38 ? 60 : daily(1)(bucket));
    expect((await found(5, late)).detections).toEqual([]);
  });

  test("one day's peak is no rhythm once three days are known", async () => {
    const once = (bucket: number) => (bucket === DAY_4 - PER_DAY + 36 || bucket === DAY_4 + 36 ? 60 : 1);
    expect((await found(5, once)).detections.map((each) => each.opened.time / DAY > 4)).toEqual([false, true]);
  });

  test("a weekly peak is known in the second week", async () => {
    const weekly = (peak: number) => (bucket: number) => {
      const inPeak = bucket % (7 * PER_DAY) >= 100 && bucket % (7 * PER_DAY) < 106;
      return inPeak ? (bucket > 14 * PER_DAY ? peak : 30) : 1;
    };
    expect((await found(15, weekly(30))).detections).toEqual([]);
    expect(await found(15, weekly(80)).then(({ detections }) => detections.length)).toBeGreaterThan(0);
  });

  test("a new level is normal once it has lasted a learning period", async () => {
    const raised = (bucket: number) => (bucket >= DAY_4 ? 30 : 3);
    const { detections } = await found(8, raised);
    const days = detections.map((each) => (each.time - DAY_4 * BUCKET) / DAY);
    expect(days.length).toBeGreaterThan(40);
    expect(Math.max(...days)).toBeLessThan(1.2);
  });
});

describe("anomaly: groups that cannot be judged", () => {
  const fresh = (bucket: number) => (bucket >= DAY_4 && bucket < DAY_4 + 6 ? 100 : 0);

  test("a group seen for the first time is silent and counted", async () => {
    expect(await found(5, fresh)).toMatchObject({ detections: [], insufficientBaseline: 1 });
  });

  test("it is not counted in a range in which it does nothing", async () => {
    const range = { from: 0, to: DAY_4 * BUCKET };
    expect(await found(5, fresh, {}, range)).toMatchObject({ detections: [], insufficientBaseline: 0 });
  });

  test("learning ends a learning period after the group's first bucket", async () => {
    const burstAt = (bucket: number) => found(3, steady(1, { [bucket]: 50 }));
    expect(await burstAt(PER_DAY + 4)).toMatchObject({ detections: [], insufficientBaseline: 0 });
    expect((await burstAt(PER_DAY + 5)).detections).toHaveLength(1);
  });

  test("a static baseline judges it meanwhile", async () => {
    const at = async (learningPeriodBaseline: number) => found(5, fresh, { learningPeriodBaseline });
    const { detections, insufficientBaseline } = await at(8);
    expect(detections.map(evidenceOf)).toMatchObject([{ judgedBy: "learning_period", bound: 96, expected: 48 }]);
    expect(insufficientBaseline).toBe(0);
    expect((await at(51)).detections).toEqual([]);
  });

  test("a group that was silent for two weeks begins anew", async () => {
    const returning = (bucket: number) => (bucket < 3 * PER_DAY ? 3 : bucket >= 18 * PER_DAY ? 100 : 0);
    const range = { from: 17 * DAY, to: null };
    expect(await found(19, returning, {}, range)).toMatchObject({ detections: [], insufficientBaseline: 1 });
  });

  test("without enough buckets with events there is no baseline", async () => {
    const sparse = (bucket: number) => (bucket === DAY_4 ? 100 : bucket % 48 === 0 ? 1 : 0);
    const result = await run(SEED, reads("ann", 5 * PER_DAY, sparse));
    expect(result).toMatchObject({ detections: [], insufficientBaseline: 1 });
  });

  test("an event without the group is counted", async () => {
    const lost = { time: 1, event_id: "lost", kind: ["x"], item: ["i"] };
    expect(await run(SEED, [lost])).toEqual({ detections: [], insufficientBaseline: 0, missingGroup: 1 });
  });
});

describe("anomaly: peers", () => {
  async function judged(peers: number, burst: number, part: Partial<AnomalyMethod> = {}) {
    const buckets = 3 * PER_DAY;
    const others = Array.from({ length: peers }, (_, index) =>
      reads(`peer-${index}`, buckets, (bucket) => (bucket % 50 === index ? 10 + index : 0)),
    );
    const fresh = reads("fresh", buckets, (bucket) => (bucket === 2 * PER_DAY ? burst : 0));
    return run({ ...SEED, peerBaseline: true, ...part }, [...noise(buckets), ...others.flat(), ...fresh]);
  }

  test("a fresh group is judged by the others' highest windows", async () => {
    // Highest windows 10 to 19: the 90th percentile is 18, so 36 are needed.
    expect(await judged(10, 35)).toMatchObject({ detections: [], insufficientBaseline: 0 });
    const { detections } = await judged(10, 36);
    expect(detections.map((each) => each.entity)).toEqual([{ user: "fresh" }]);
    expect(evidenceOf(detections[0])).toMatchObject({ judgedBy: "peers", observed: 36, bound: 36, expected: 14 });
  });

  test("one wild peer does not raise the bound", async () => {
    const buckets = 3 * PER_DAY;
    const wild = reads("wild", buckets, (bucket) => (bucket % 50 === 30 ? 500 : 0));
    const { detections } = await run({ ...SEED, peerBaseline: true }, [
      ...noise(buckets),
      ...wild,
      ...Array.from({ length: 10 }, (_, index) =>
        reads(`p${index}`, buckets, (at) => (at % 50 === index ? 10 : 0)),
      ).flat(),
      ...reads("fresh", buckets, (bucket) => (bucket === 2 * PER_DAY ? 40 : 0)),
    ]);
    expect(detections.map((each) => each.entity)).toEqual([{ user: "fresh" }]);
  });

  test("few peers judge nobody", async () => {
    expect(await judged(4, 500)).toMatchObject({ detections: [], insufficientBaseline: 1 });
    expect((await judged(5, 500)).detections).toHaveLength(1);
  });

  test("a rule that has not learned has no peers yet", async () => {
    expect(await judged(10, 500, { learningDuration: 3 * DAY })).toMatchObject({ detections: [] });
  });
});

describe("anomaly: gaps, ranges, other aggregations", () => {
  test("a silent lake is a gap, a silent group is zero", async () => {
    // The level is there in 1 % of the buckets; where the lake is silent otherwise, in all that are known.
    const rhythm = (bucket: number) => (bucket === DAY_4 ? 12 : bucket % 100 === 0 ? 6 : 0);
    const events = reads("ann", 5 * PER_DAY, rhythm);
    const part = { percentile: 0.9, learningDuration: HOUR };
    const quietLake = await run({ ...SEED, ...part }, events);
    expect(quietLake.detections).toEqual([]);
    const busyLake = await run({ ...SEED, ...part }, [...events, ...noise(5 * PER_DAY)]);
    expect(busyLake.detections.map((each) => each.time)).toEqual([DAY_4 * BUCKET + 11_000]);
  });

  test("ranges cut the result, not the history", async () => {
    const rhythm = steady(3, { [DAY_4]: 60, [DAY_4 + 50]: 60, [DAY_4 + 100]: 60 });
    const all = (await found(5, rhythm)).detections;
    expect(all).toHaveLength(3);
    const cut = all[1]?.time ?? 0;
    const before = await found(5, rhythm, {}, { from: null, to: cut });
    const after = await found(5, rhythm, {}, { from: cut, to: null });
    expect([...before.detections, ...after.detections]).toEqual(all);
  });

  test("counts, sums and maxima are aggregated too", async () => {
    const buckets = 3 * PER_DAY;
    const events = Array.from({ length: buckets }, (_, bucket) => ({
      time: bucket * BUCKET,
      event_id: `e${bucket}`,
      kind: ["x"],
      user: ["ann"],
      size: [bucket === 2 * PER_DAY ? "900" : "2"],
    }));
    const by = async (aggregation: "count" | "sum" | "max") => {
      const query = datadogQuery({ groupBy: [field("user")], aggregation, metric: field("size") });
      return (await run({ ...SEED, query }, events)).detections.map((each) => evidenceOf(each).observed);
    };
    expect(await by("count")).toEqual([]);
    expect(await by("sum")).toEqual([910]);
    expect(await by("max")).toEqual([910]);
  });

  test("optional groups read N/A", async () => {
    const buckets = 3 * PER_DAY;
    const query = { ...SEED.query, optionalGroups: true };
    const events = reads("", buckets, steady(1, { [2 * PER_DAY]: 50 })).map((event) => ({ ...event, user: [] }));
    const { detections, missingGroup } = await run({ ...SEED, query }, events);
    expect(missingGroup).toBe(0);
    expect(detections).toMatchObject([{ entity: { user: "N/A" }, events: { total: 55 } }]);
  });

  test("the plot keeps two weeks in at most 2,100 points and the last day in full", async () => {
    const at = 16 * PER_DAY;
    const [detection] = (await found(17, steady(1, { [at]: 60, [at - 1_000]: 4 }))).detections;
    const { baseline } = evidenceOf(detection);
    const end = (at + 1) * BUCKET;
    expect(baseline.length).toBeLessThanOrEqual(2_100);
    expect(baseline.length).toBeGreaterThan(1_400);
    expect(baseline.filter(([bucket]) => bucket >= end - DAY)).toHaveLength(PER_DAY);
    expect(baseline.at(-1)).toEqual([at * BUCKET, 60]);
    expect(baseline.map(([, value]) => value)).toContain(4);
    const starts = baseline.map(([bucket]) => bucket);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(end - 14 * DAY - 31 * MINUTE - (starts[0] ?? 0)).toBeLessThan(HOUR);
  });
});

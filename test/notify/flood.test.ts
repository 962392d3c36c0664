import fc from "fast-check";
import { expect, test } from "vitest";
import { floodLimits, groupNotices, type Waiting } from "../../src/notify/flood.ts";
import { digestKey } from "../../src/notify/notice-key.ts";
import { MINUTE } from "../../src/util/duration.ts";
import { NOW } from "./fixtures.ts";

const LIMITS = { over: 20, window: 5 * MINUTE };

function waiting(count: number, rank = 2): readonly Waiting[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `k${rank}-${String(i).padStart(4, "0")}`,
    rank,
    createdAt: NOW,
  }));
}

test("up to the limit each goes alone; above it the most severe few do, and the rest is one digest", () => {
  const facts = { now: NOW, limits: LIMITS, alone: 0, lastFlood: null };
  expect(groupNotices(waiting(20), facts)).toMatchObject({ digest: [], isFlood: false });
  const { alone, digest } = groupNotices([...waiting(19), ...waiting(2, 4)], facts);
  expect(alone).toEqual(["k4-0000", "k4-0001", "k2-0000", "k2-0001", "k2-0002"]);
  expect(digest).toHaveLength(16);
});

test("what went alone within the window counts as well, so batches in a row are a flood, too", () => {
  const facts = { now: NOW, limits: LIMITS, alone: 20, lastFlood: null };
  expect(groupNotices(waiting(10), facts).digest).toHaveLength(5);
});

test("a flood that goes on is told once a minute", () => {
  const facts = { now: NOW, limits: LIMITS, alone: 20, lastFlood: NOW - 59_000 };
  expect(groupNotices(waiting(30), facts)).toEqual({ alone: [], digest: [], isFlood: true, until: NOW + 1_000 });
  expect(groupNotices(waiting(30), { ...facts, now: NOW + 1_000 }).digest).toHaveLength(25);
});

test("no digest of one; with a limit of 0 all in one digest", () => {
  const facts = { now: NOW, limits: LIMITS, alone: 20, lastFlood: null };
  expect(groupNotices(waiting(6), facts)).toMatchObject({ digest: [], alone: { length: 6 } });
  const always = { ...facts, limits: { ...LIMITS, over: 0 }, alone: 0 };
  expect(groupNotices(waiting(6), always)).toMatchObject({ alone: [], digest: { length: 6 } });
});

test("every notice goes out once or waits, and lone ones stay within the limit of a window", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 40 }), (batches) => {
      const told: { at: number; count: number }[] = [];
      let [lastFlood, pending, now]: [number | null, number, number] = [null, 0, NOW];
      for (const size of batches) {
        now += 7_000;
        pending += size;
        const alone = told.filter(({ at }) => at > now - LIMITS.window).reduce((sum, { count }) => sum + count, 0);
        const grouping = groupNotices(waiting(pending), { now, limits: LIMITS, alone, lastFlood });
        const out = grouping.alone.length + grouping.digest.length;
        expect(out).toBe(grouping.until === null ? pending : 0);
        expect(new Set([...grouping.alone, ...grouping.digest]).size).toBe(out);
        pending -= out;
        told.push({ at: now, count: grouping.alone.length });
        if (grouping.isFlood && grouping.until === null) lastFlood = now;
      }
      for (const { at } of told) {
        const within = told.filter((each) => each.at > at - LIMITS.window && each.at <= at);
        // 20, and with each of at most five or six digests five, or six where one would be a digest of its own.
        expect(within.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(20 + 6 * 6);
      }
    }),
  );
});

test("of several routes the smallest limit and the longest window count", () => {
  const routes = [
    { channels: ["a", "b"], digestOver: 10 },
    { channels: ["a"], digestOver: 3, digestWindow: MINUTE },
  ];
  expect(floodLimits(routes, "a")).toEqual({ over: 3, window: MINUTE });
  expect(floodLimits(routes, "b")).toEqual({ over: 10, window: 5 * MINUTE });
  expect(floodLimits(routes, "c")).toEqual(LIMITS);
});

test("a digest's key depends on its notices, not on their order", () => {
  expect(digestKey(["a", "b"])).toBe(digestKey(["b", "a"]));
  expect(digestKey(["a", "b"])).not.toBe(digestKey(["a", "b", "c"]));
});

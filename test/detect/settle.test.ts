import { expect, test } from "vitest";
import type { TimeRange } from "../../src/detect/detection.ts";
import { isWanted, type Restart, settle } from "../../src/detect/settle.ts";

/** Starts of the attempts when the groups are settled after so many. */
async function attempts(range: TimeRange, reach: { least: number; more: number }, settledAfter: number) {
  const made: Restart[] = [];
  await settle({ range, stored: { first: 1_000, last: 100_000 } }, reach, async (restart) => {
    made.push(restart);
    return made.length < settledAfter ? [["ann"], ["bob", "x"]] : [];
  });
  return made;
}

test("what is not settled is tried again from further and further back, and at last from the beginning", async () => {
  const made = await attempts({ from: 90_000, to: 90_005 }, { least: 10, more: 100 }, 99);
  expect(made.map((each) => each.start)).toEqual([
    89_990,
    89_890,
    89_790,
    89_590,
    89_190,
    88_390,
    86_790,
    83_590,
    77_190,
    64_390,
    38_790,
    null,
  ]);
  expect(made[0]?.groups).toBeNull();
  expect(made.slice(1).every(({ groups }) => JSON.stringify(groups) === '[["ann"],["bob","x"]]')).toBe(true);
});

test("an attempt that settles everything is the last", async () => {
  expect(await attempts({ from: 90_000, to: 90_005 }, { least: 10, more: 100 }, 1)).toHaveLength(1);
  expect(await attempts({ from: 90_000, to: 90_005 }, { least: 10, more: 100 }, 2)).toHaveLength(2);
});

test("a long range is not read again for a little more", async () => {
  const made = await attempts({ from: 50_000, to: null }, { least: 10, more: 100 }, 99);
  expect(made.map((each) => each.start)).toEqual([49_990, null]);
});

test("without a beginning of the range, or what lies before it, there is one attempt", async () => {
  expect(await attempts({ from: null, to: 5_000 }, { least: 10, more: 1 }, 99)).toEqual([
    { start: null, groups: null },
  ]);
  expect(await attempts({ from: 1_010, to: null }, { least: 10, more: 1 }, 99)).toEqual([
    { start: null, groups: null },
  ]);
});

test("groups are the same when their values are, by position", () => {
  const wanted = isWanted({ start: 1, groups: [["a", "b"]] });
  expect([wanted(["a", "b"]), wanted(["b", "a"]), wanted(["a"]), wanted(['a","b'])]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

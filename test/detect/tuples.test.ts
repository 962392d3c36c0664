import { expect, test } from "vitest";
import { combinations } from "../../src/detect/tuples.ts";

const many = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

test("the first list is the slowest; an empty list leaves nothing", () => {
  expect(
    combinations(
      [
        ["a", "b"],
        ["x", "y"],
      ],
      () => undefined,
    ),
  ).toEqual([
    ["a", "x"],
    ["a", "y"],
    ["b", "x"],
    ["b", "y"],
  ]);
  expect(combinations([["a"], []], () => undefined)).toEqual([]);
});

test("at most ten thousand, and whoever asked is told when there were more", () => {
  let cuts = 0;
  const onCut = (): void => {
    cuts += 1;
  };
  expect(combinations([many(100), many(100)], onCut)).toHaveLength(10_000);
  expect(cuts).toBe(0);
  expect(combinations([many(101), many(100)], onCut)).toHaveLength(10_000);
  expect(cuts).toBe(1);
});

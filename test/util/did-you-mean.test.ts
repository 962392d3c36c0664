import { describe, expect, test } from "vitest";
import { didYouMean, nearest } from "../../src/util/did-you-mean.ts";

const FIELDS = ["event.action", "event.outcome", "event.id", "user.name", "user.id", "source.ip"];

describe("nearest", () => {
  test.each([
    ["event.actoin", ["event.action"]],
    ["Event.Action", ["event.action"]],
    ["user.nme", ["user.name", "user.id"]],
    ["source.ips", ["source.ip"]],
    ["nothing like it", []],
    ["", []],
  ])("%s", (wrong, expected) => {
    expect(nearest(wrong, FIELDS)).toEqual(expected);
  });

  test("gives three at most, the best first and equals in order, each once", () => {
    expect(nearest("ab", ["ad", "ac", "ab", "ae", "ab"])).toEqual(["ab", "ac", "ad"]);
  });

  test("a swap of neighbours is one change", () => {
    expect(nearest("ba", ["ab"])).toEqual(["ab"]);
  });
});

test("didYouMean makes a question of one, two and three guesses, and nothing of none", () => {
  expect(didYouMean("b", ["a"])).toBe('did you mean "a"?');
  expect(didYouMean("x", ["a", "b"])).toBe('did you mean "a" or "b"?');
  expect(didYouMean("x", ["a", "b", "c", "d"])).toBe('did you mean "a", "b" or "c"?');
  expect(didYouMean("long enough", ["x"])).toBeUndefined();
});

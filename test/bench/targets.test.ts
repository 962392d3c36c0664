import { expect, test } from "vitest";
import { keys } from "../../bench/keys.ts";
import { judge } from "../../bench/targets.ts";
import { EVENTS, measured, series } from "./results.ts";

const ALL = new Set(["scan", "rules", "memory", "storage", "small-files", "slice", "help", "hundred"] as const);

test("ratios are medians over medians, in the issue's order", () => {
  const judged = judge(measured(), { events: EVENTS, measures: ALL });
  expect(judged.map(({ value }) => Number(value?.toPrecision(3)))).toEqual([
    0.9, 1.11, 1.2e9, 1.08, 0.07, 1.5, 1.5, 1.5, 2, 0.9,
  ]);
  expect(judged.map(({ isMet }) => isMet)).toEqual([true, true, false, true, true, true, false, true, true, true]);
  expect(judged.map(({ target }) => target)).toEqual([1, 1.3, 1e9, 1.3, 0.08, 2, 1.3, 2, 4, 1]);
});

test("a value that is the target is met, one above it is not", () => {
  const [of, measures] = [measured(), new Set(["hundred"] as const)];
  const isMet = (wall: number) => {
    const changed = new Map([...of.series, [keys.hundred, series([wall])] as const]);
    return judge({ ...of, series: changed }, { events: EVENTS, measures })[0]?.isMet;
  };
  expect([isMet(1), isMet(1.0001)]).toEqual([true, false]);
});

test("only what was asked for", () => {
  expect(judge(measured(), { events: EVENTS, measures: new Set(["help", "slice"]) })).toHaveLength(3);
});

test("what failed has a reason and no value, even when some of its runs worked", () => {
  const failures = new Map([
    ["storage", "no such command"],
    [keys.help, "exit 1"],
  ]);
  const judged = judge(
    { ...measured(), failures },
    { events: EVENTS, measures: new Set(["storage", "help", "hundred"]) },
  );
  expect(judged.map(({ value, isMet, reason }) => [value, isMet, reason])).toEqual([
    [null, null, "no such command"],
    [null, null, "exit 1"],
    [0.9, true, undefined],
  ]);
});

test("memory that the system does not tell is not taken for none", () => {
  const of = measured();
  const changed = new Map([...of.series, [keys.scan(EVENTS), series([1], null)] as const]);
  const [, memory] = judge({ ...of, series: changed }, { events: EVENTS, measures: new Set(["scan"]) });
  expect(memory).toMatchObject({ value: null, isMet: null });
});

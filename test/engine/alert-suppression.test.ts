import { describe, expect, test } from "vitest";
import type { Detection } from "../../src/detect/detection.ts";
import { groupOf, readGroupValues } from "../../src/engine/alert-suppression.ts";
import { foldDetections } from "../../src/engine/fold-detections.ts";
import { allOf } from "../../src/ir/build.ts";
import type { AlertSuppression } from "../../src/rule/rule.ts";
import { MINUTE } from "../../src/util/duration.ts";
import { makeDetection } from "../alert/fixtures.ts";
import { read, user } from "../cli/records.ts";
import { elastic } from "../cli/rules.ts";
import { fill, withLake } from "../lake/temporary-lake.ts";
import { ruleOf } from "./rules.ts";

const rule = ruleOf(elastic("folded", { alert_suppression: { group_by: ["user.name", "source.ip"] } }));
const { suppression } = rule;
if (suppression === null) throw new Error("the rule has a suppression");

function at(minute: number, key: string, more: Partial<Detection> = {}): Detection {
  const time = minute * MINUTE;
  const events = { ids: [key], total: 1, first: time, last: time, secrets: [], readers: [] };
  return makeDetection({ time, opened: { time, key }, events, evidence: { kind: "query" }, ...more });
}

function fold(
  detections: readonly Detection[],
  values: Readonly<Record<string, string[][]>>,
  more: Partial<AlertSuppression> = {},
) {
  const own = { ...rule, suppression: { ...base(), ...more } };
  const all = new Map(Object.entries(values));
  const grouped = detections.map((detection) => ({ detection, group: groupOf(detection, own.suppression, all) }));
  const { openings, strays } = foldDetections(grouped, own, null);
  expect([strays, openings.filter(({ isSure }) => !isSure)]).toEqual([[], []]);
  return openings.map(({ detection, others, suppressed }) => [
    [detection, ...others].map((each) => each.opened.key).join(" "),
    suppressed,
  ]);
}

function base(): AlertSuppression {
  if (suppression === null) throw new Error("the rule has a suppression");
  return suppression;
}

describe("detections are folded", () => {
  const values = {
    a: [["ann"], ["1"]],
    b: [["ann"], ["1"]],
    c: [["ann"], ["1"]],
    d: [["ben"], ["1"]],
    e: [[], ["1"]],
    f: [[], ["1"]],
  };

  test("per run: a group's first detection of a run stands for those that follow in it", () => {
    expect(fold([at(0, "a"), at(1, "d"), at(4, "b"), at(5, "c")], values)).toEqual([
      ["a b", 1],
      ["d", 0],
      ["c", 0],
    ]);
  });

  test("for a duration: the window begins with the first one and does not slide", () => {
    const duration = { duration: 10 * MINUTE };
    expect(fold([at(0, "a"), at(9, "b"), at(10, "c")], values, duration)).toEqual([
      ["a b", 1],
      ["c", 0],
    ]);
  });

  test("a missing value is a group of its own, or none", () => {
    const both = [at(0, "e"), at(1, "f")];
    expect(fold(both, values)).toEqual([["e f", 1]]);
    expect(fold(both, values, { missingFields: "doNotSuppress" })).toEqual([
      ["e", 0],
      ["f", 0],
    ]);
  });

  test("values that only look alike are different groups", () => {
    const alike = { a: [["x", "y"], []], b: [["x"], ["y"]], c: [['x","y'], []] };
    expect(fold([at(0, "a"), at(1, "b"), at(2, "c")], alike)).toHaveLength(3);
  });

  test("groups of a threshold are told apart by their entity", () => {
    const evidence = { kind: "threshold", counts: {}, window: { from: 0, to: 1 } } as const;
    const group = (minute: number, name: string) => at(minute, "a", { evidence, entity: { name } });
    expect(fold([group(0, "x"), group(1, "y"), group(2, "x")], values)).toEqual([
      ["a a", 1],
      ["a", 0],
    ]);
  });
});

test("group values are read for thousands of events, lists sorted and missing ones empty", async () => {
  await withLake(async (lake) => {
    const records = Array.from({ length: 6_000 }, (_, n) =>
      read(`id-${n}`, n * 1000, { userIdentity: user(`u${n % 7}`), sourceIPAddress: n % 2 === 0 ? null : "10.0.0.1" }),
    );
    await fill(lake, records);
    const detections = records.map((record, n) => {
      const key = String(record["eventID"]);
      return at(0, key, { opened: { time: n * 1000, key } });
    });
    const values = await readGroupValues(detections, base(), allOf([]), lake.rows);
    expect(values.size).toBe(6_000);
    expect([values.get("id-8"), values.get("id-5999")]).toEqual([
      [["u1"], []],
      [["u0"], ["10.0.0.1"]],
    ]);
  });
});

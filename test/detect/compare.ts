import fc from "fast-check";
import { expect } from "vitest";
import type { Detection, TimeRange } from "../../src/detect/detection.ts";
import type { Method, Schedule } from "../../src/rule/rule.ts";
import { canonicalJson } from "../../src/util/json.ts";
import { ALL, run } from "./fixtures.ts";
import { type OracleEvent, toMemory } from "./oracle/history.ts";

function order(a: Detection, b: Detection): number {
  const keys = (each: Detection) => [each.opened.key, canonicalJson(each.entity)];
  return a.time - b.time || (keys(a).join("\n") < keys(b).join("\n") ? -1 : 1);
}

/** How the rows of a history are laid out and what range is asked for. */
export interface Setting {
  readonly range: TimeRange;
  readonly seed: number;
}

export function settings(step: number, spread: number): fc.Arbitrary<Setting> {
  const bound = fc.option(fc.integer({ min: 0, max: spread }).map((index) => index * step));
  return fc
    .record({ from: bound, to: bound, seed: fc.nat() })
    .map(({ from, to, seed }) => ({ range: { from, to }, seed }));
}

/**
 * The method finds what the oracle says, whatever the order of the rows; and in a range exactly those of its detections
 * whose time lies in it.
 */
export async function expectSame(
  method: Method,
  events: readonly OracleEvent[],
  expected: readonly Detection[],
  setting: Setting,
  schedule?: Schedule,
): Promise<void> {
  const rows = events.map(toMemory);
  const all = await run(method, rows, ALL, schedule);
  expect(all.detections).toEqual([...expected].sort(order));
  const shuffled = rows
    .map((row, index) => ({ row, rank: Math.imul(index + 1, setting.seed | 1) >>> 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ row }) => row);
  const { from, to } = setting.range;
  const part = await run(method, shuffled, setting.range, schedule);
  expect(part.detections).toEqual(
    all.detections.filter(({ time }) => (from === null || time >= from) && (to === null || time < to)),
  );
}

import fc from "fast-check";
import { expect } from "vitest";
import { detect } from "../../src/detect/detect.ts";
import type { Detection, DetectResult, TimeRange } from "../../src/detect/detection.ts";
import { holds } from "../../src/ir/holds.ts";
import type { Plan } from "../../src/ir/plan.ts";
import type { Method, Schedule } from "../../src/rule/rule.ts";
import { ALL, ruleOf } from "./fixtures.ts";
import { type MemoryEvent, memoryRows } from "./memory-plan.ts";

/** What was read of the store: of each plan over plain events, from when on. */
export interface Reads {
  /** Earliest time that rows of single events were asked for, ms before the range; Infinity: everything. */
  back: number;
  /** Times that rows of single events were asked for. */
  times: number;
}

function isOfEvents(plan: Plan): boolean {
  if (plan.kind === "aggregate") return false;
  return plan.kind === "select" || ("input" in plan && isOfEvents(plan.input));
}

function startOf(plan: Plan): number | null {
  if (plan.kind === "events") return null;
  return plan.kind === "between" && plan.from !== null ? plan.from : startOf(plan.input);
}

/** Runs a method over memory events and says what it read. */
export async function runSlice(
  method: Method,
  events: readonly MemoryEvent[],
  range: TimeRange,
  schedule?: Schedule,
): Promise<{ result: DetectResult; reads: Reads }> {
  const times = events.map((event) => event.time);
  const stored = times.length === 0 ? null : { first: Math.min(...times), last: Math.max(...times) };
  const reads: Reads = { back: 0, times: 0 };
  const memory = memoryRows(events, holds);
  const rows = (plan: Plan) => {
    if (isOfEvents(plan)) {
      const start = startOf(plan);
      reads.times++;
      reads.back = Math.max(reads.back, start === null ? Number.POSITIVE_INFINITY : (range.from ?? start) - start);
    }
    return memory(plan);
  };
  const result = await detect(ruleOf(method, schedule), { rows, range, stored, onCut: () => undefined });
  return { result, reads };
}

/** Ranges of at least a step that begin after the first steps. */
export function ranges(step: number, spread: number): fc.Arbitrary<TimeRange> {
  return fc
    .record({ from: fc.integer({ min: 1, max: spread }), length: fc.option(fc.integer({ min: 1, max: 6 })) })
    .map(({ from, length }) => ({ from: from * step, to: length === null ? null : (from + length) * step }));
}

export interface SliceCounts {
  slices: number;
  detections: number;
  /** Slices that read only a part of the stored events one by one. */
  bounded: number;
  /** Slices that had to read again from further back. */
  again: number;
}

/** A slice finds exactly the detections of the whole that lie in it. Gives those back, with what was read. */
export async function expectSlice(
  method: Method,
  events: readonly MemoryEvent[],
  range: TimeRange,
  counts: SliceCounts,
  schedule?: Schedule,
): Promise<readonly Detection[]> {
  const { result: whole } = await runSlice(method, events, ALL, schedule);
  const { result: slice, reads } = await runSlice(method, events, range, schedule);
  const inside = whole.detections.filter(
    ({ time }) => (range.from === null || time >= range.from) && (range.to === null || time < range.to),
  );
  expect(slice.detections).toEqual(inside);
  counts.slices++;
  counts.detections += inside.length;
  counts.bounded += Number(Number.isFinite(reads.back));
  counts.again += Number(reads.times > ("queries" in method ? method.queries.length : 1));
  return slice.detections;
}

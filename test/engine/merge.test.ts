import { expect, test } from "vitest";
import type { DetectedEvents, Detection } from "../../src/detect/detection.ts";
import { mergeDetections } from "../../src/engine/merge.ts";
import { makeDetection } from "../alert/fixtures.ts";

function detection(events: Partial<DetectedEvents>, more: Partial<Detection> = {}): Detection {
  const base = makeDetection(more);
  return { ...base, events: { ...base.events, ids: [], secrets: [], readers: [], total: 0, ...events } };
}

test("one detection stands for itself", () => {
  const only = makeDetection();
  expect(mergeDetections([only])).toBe(only);
});

test("the first one stands for all, with the events of all", () => {
  const merged = mergeDetections([
    detection({ ids: ["a", "b"], total: 2, first: 5, last: 9, secrets: ["y"] }, { entity: { user: "one" }, time: 5 }),
    detection({ ids: ["c"], total: 1, first: 3, last: 20, secrets: ["x", "y"] }, { entity: { user: "two" }, time: 6 }),
  ]);
  expect([merged.entity, merged.time]).toEqual([{ user: "one" }, 5]);
  expect(merged.events).toEqual({
    ids: ["a", "b", "c"],
    total: 3,
    first: 3,
    last: 20,
    secrets: ["x", "y"],
    readers: [],
  });
});

test("an event of several detections counts once", () => {
  const one = detection({ ids: ["a", "b"], total: 2 });
  expect(mergeDetections([one, one, detection({ ids: ["b", "c"], total: 2 })]).events).toMatchObject({
    ids: ["a", "b", "c"],
    total: 3,
  });
});

test("a hundred ids are listed, all are counted", () => {
  const ids = Array.from({ length: 80 }, (_, n) => `id-${n}`);
  const many = detection({ ids, total: 500 });
  const { events } = mergeDetections([many, detection({ ids: ids.map((id) => `other-${id}`), total: 80 })]);
  expect(events.ids).toEqual([...ids, ...ids.slice(0, 20).map((id) => `other-${id}`)]);
  expect(events.total).toBe(580);
});

test("secrets are in the order of code points", () => {
  const { events } = mergeDetections([detection({ secrets: ["\u{1f600}"] }), detection({ secrets: ["\uff00"] })]);
  expect(events.secrets).toEqual(["\uff00", "\u{1f600}"]);
});

import { expect, test } from "vitest";
import { foldedCalls } from "../../../../src/report/html/timeline/folded-calls.ts";
import { nearestCalls } from "../../../../src/report/html/timeline/nearest-calls.ts";
import { sampleAlert } from "../../samples/sample-alert.ts";
import { sampleTimeline } from "../../samples/sample-timeline.ts";

const { events } = sampleTimeline;
const own = new Set(sampleAlert.events.ids);

test("fifty calls stay in view, with some before the alert's first", () => {
  const { earlier, near, later } = foldedCalls(events, own);
  expect([earlier.length, near.length, later.length]).toEqual([42, 50, 0]);
  const long = [...events, ...events.slice(72), ...events.slice(72)];
  expect(foldedCalls(long, own).near[10]?.id).toBe("event-0");
  expect(foldedCalls(long, own).later).toHaveLength(long.length - 100);
});

test("few calls are not folded, and calls without the alert's own begin at the first", () => {
  expect(foldedCalls(events.slice(0, 50), own)).toMatchObject({ earlier: [], later: [] });
  expect(foldedCalls(events, new Set()).earlier).toEqual([]);
});

test("the calls nearest to the alert are kept, in their order", () => {
  const kept = nearestCalls(events, sampleAlert, 30);
  expect(kept).toHaveLength(30);
  expect(kept.filter(({ id }) => own.has(id))).toHaveLength(12);
  expect(kept.map(({ time }) => time)).toEqual([...kept.map(({ time }) => time)].sort((a, b) => a - b));
  expect(nearestCalls(events, sampleAlert, 500)).toBe(events);
});

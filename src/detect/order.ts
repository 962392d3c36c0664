import { compareCodePoints } from "../util/code-points.ts";
import { canonicalJson } from "../util/json.ts";
import type { Detection, TimeRange } from "./detection.ts";

/** Order of tuples: element by element, a shorter one first. */
export function compareTuples(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareCodePoints(a[i] ?? "", b[i] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** By (time, opened.key, entity): the order of a DetectResult. */
export function sortDetections(detections: readonly Detection[]): Detection[] {
  return [...detections].sort(
    (a, b) =>
      a.time - b.time ||
      compareCodePoints(a.opened.key, b.opened.key) ||
      compareCodePoints(canonicalJson(a.entity), canonicalJson(b.entity)),
  );
}

export function inRange(time: number, range: TimeRange): boolean {
  return (range.from === null || time >= range.from) && (range.to === null || time < range.to);
}

/** The range's end moved by so many ms; null when it is open. */
export function endPlus(range: TimeRange, ms: number): number | null {
  return range.to === null ? null : range.to + ms;
}

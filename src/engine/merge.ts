import { type DetectedEvents, type Detection, MOST_EVENT_IDS } from "../detect/detection.ts";

/** A detection that stands for several: the first one, with the events of all. */
export function mergeDetections(detections: readonly [Detection, ...Detection[]]): Detection {
  const [first, ...others] = detections;
  if (others.length === 0) return first;
  return { ...first, events: mergeEvents(detections.map((each) => each.events)) };
}

function mergeEvents(all: readonly DetectedEvents[]): DetectedEvents {
  return {
    total: all.reduce((sum, each) => sum + each.total, 0),
    first: all.reduce((least, each) => Math.min(least, each.first), Number.POSITIVE_INFINITY),
    last: all.reduce((most, each) => Math.max(most, each.last), Number.NEGATIVE_INFINITY),
    ids: [...new Set(all.flatMap((each) => each.ids))].slice(0, MOST_EVENT_IDS),
    secrets: [...new Set(all.flatMap((each) => each.secrets))].sort(),
  };
}

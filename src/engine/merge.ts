import { type DetectedEvents, type Detection, MOST_EVENT_IDS } from "../detect/detection.ts";
import { compareCodePoints } from "../util/code-points.ts";

/** A detection that stands for several: the first one, with the events of all. */
export function mergeDetections(detections: readonly [Detection, ...Detection[]]): Detection {
  const [first, ...others] = detections;
  if (others.length === 0) return first;
  return { ...first, events: mergeEvents(detections.map((each) => each.events)) };
}

function mergeEvents(all: readonly DetectedEvents[]): DetectedEvents {
  const ids = [...new Set(all.flatMap((each) => each.ids))];
  const listed = new Set(ids.slice(0, MOST_EVENT_IDS));
  const readers = [...new Set([...ids, ...all.flatMap((each) => each.readers)])].filter((id) => !listed.has(id));
  return {
    // Detections of several values of one event list it once each; of those beyond the lists no two are known to be one.
    total: ids.length + all.reduce((sum, each) => sum + each.total - each.ids.length, 0),
    first: all.reduce((least, each) => Math.min(least, each.first), Number.POSITIVE_INFINITY),
    last: all.reduce((most, each) => Math.max(most, each.last), Number.NEGATIVE_INFINITY),
    ids: [...listed],
    secrets: [...new Set(all.flatMap((each) => each.secrets))].sort(compareCodePoints),
    readers: readers.slice(0, MOST_EVENT_IDS),
  };
}

import type { NewTermsMethod } from "../rule/rule.ts";
import { HOUR } from "../util/duration.ts";
import type { DetectContext, Detection, DetectResult, NewTermsEvidence } from "./detection.ts";
import { entityOf } from "./entity.ts";
import { EventTally } from "./event-tally.ts";
import { firstLooks } from "./first-looks.ts";
import { countMissing } from "./missing-group.ts";
import { endPlus, inRange, sortDetections } from "./order.ts";
import { columnNames, EVENT_SELECT, explodeAll, listColumns, matching, select, sortEvents } from "./plans.ts";
import { type GroupReducer, reduceGroups } from "./reduce-groups.ts";
import { eventRow } from "./rows.ts";
import { thinnedTo } from "./sparse.ts";

/** ms: how long after the opening event the events with the same terms belong to the detection. */
export const ACTIVITY_WINDOW = 24 * HOUR;

/**
 * New terms (Elastic) with terms T and history H. An event that satisfies the predicate contributes every combination
 * of the elements of its terms; without an element of one of them it contributes none.
 *
 * - Detection: no other event with the same combination lies in `[time - H, time)`, nor at the same time with a smaller
 *   id. So the nearest earlier event decides: exactly H before still counts as seen.
 * - History is all stored events that satisfy the same predicate, also those before the range. Of these only the last one
 *   with the combination has a say, and only over the first one in the range.
 * - key: id of the opening event. time: its time.
 * - events: those with the same combination in `[time, time + ACTIVITY_WINDOW)`, up to the next detection of it.
 * - previous: time of the nearest earlier event, however old; coverage: the part of `[time - H, time)` that begins at
 *   the first stored event of any kind.
 */
export async function detectNewTerms(method: NewTermsMethod, context: DetectContext): Promise<DetectResult> {
  const { from } = context.range;
  const names = columnNames("t", method.terms);
  const columns = listColumns("t", method.terms);
  const events = matching(method.predicate, from, endPlus(context.range, ACTIVITY_WINDOW));
  const sparse = thinnedTo(method.history, ACTIVITY_WINDOW);
  const selected = select(events, [...EVENT_SELECT, ...columns, ...sparse.columns]);
  const sorted = sortEvents(sparse.of(explodeAll(selected, names), names), names);
  const detections: Detection[] = [];
  const report = (opened: Opened) => detections.push(detectionOf(method, context, opened));
  const before = { events: matching(method.predicate, null, from), columns };
  const firsts = firstLooks<Opened>(context, before, (first, previous) => {
    if (isNew(first.time, previous, method)) report({ ...first, previous });
  });
  await reduceGroups(context.rows(sorted), names, (values) =>
    termsReducer(method, values, async (openings) => {
      for (const opened of openings.filter(({ time }) => inRange(time, context.range))) {
        if (opened.previous === null && from !== null) await firsts.add(opened);
        else report(opened);
      }
    }),
  );
  await firsts.end();
  const missingGroup = await countMissing(context, [{ predicate: method.predicate, fields: method.terms }]);
  return { detections: sortDetections(detections), insufficientBaseline: 0, missingGroup };
}

interface Opened {
  readonly values: readonly string[];
  readonly time: number;
  readonly key: string;
  /** Among the events that are read; null: the first of them. */
  readonly previous: number | null;
  readonly tally: EventTally;
}

function isNew(time: number, previous: number | null, { history }: NewTermsMethod): boolean {
  return previous === null || time - previous > history;
}

function termsReducer(
  method: NewTermsMethod,
  values: readonly string[],
  settled: (openings: readonly Opened[]) => Promise<void>,
): GroupReducer {
  const openings: Opened[] = [];
  let previous: number | null = null;
  return {
    add(row) {
      const event = eventRow(row);
      if (isNew(event.time, previous, method)) {
        openings.push({ values, time: event.time, key: event.id, previous, tally: new EventTally() });
      }
      const open = openings.at(-1);
      if (open !== undefined && event.time < open.time + ACTIVITY_WINDOW) open.tally.add(event);
      previous = event.time;
    },
    end: () => settled(openings),
  };
}

function detectionOf(method: NewTermsMethod, context: DetectContext, open: Opened): Detection {
  return {
    entity: entityOf(method.terms, open.values),
    opened: { time: open.time, key: open.key },
    time: open.time,
    events: open.tally.detected(),
    severity: null,
    caseName: null,
    evidence: {
      kind: "new_terms",
      previous: open.previous,
      history: historyOf(open.time, method.history, context.stored?.first ?? open.time),
    },
  };
}

function historyOf(time: number, history: number, storedFrom: number): NewTermsEvidence["history"] {
  const from = time - history;
  if (history <= 0) return { from, coverage: 1 };
  const covered = time - Math.max(storedFrom, from);
  return { from, coverage: Math.min(1, Math.max(0, covered / history)) };
}

import type { NewValueMethod } from "../../rule/rule.ts";
import type { Detection, TimeRange } from "../detection.ts";
import { entityOf } from "../entity.ts";
import { EventTally } from "../event-tally.ts";
import { inRange } from "../order.ts";
import { columnNames } from "../plans.ts";
import type { GroupReducer } from "../reduce-groups.ts";
import { type EventRow, eventRow, listOf } from "../rows.ts";
import { combinations } from "../tuples.ts";
import { type EarlierValues, knownValues, type NewValue } from "./known-values.ts";
import { matchClock } from "./match-clock.ts";
import { isOpenAt } from "./signal-clock.ts";

interface Signal {
  readonly key: string;
  readonly first: number;
  readonly previous: number | null;
  readonly tally: EventTally;
  /** By key, in the order of sighting. */
  readonly values: Map<string, readonly string[]>;
  last: number;
  lastEvent: EventRow | null;
}

export interface NewValueGroup {
  readonly entity: Detection["entity"];
  readonly learnedSince: number;
  readonly earlier: EarlierValues;
  readonly range: TimeRange;
  /** Epoch ms from which events are given; null: from the first stored one. */
  readonly start: number | null;
  readonly onCut: () => void;
}

/**
 * The reducer of one group: rows in the order of (time, id), value lists in the columns `v0`, `v1`... `settled`: the detections
 * of the range, or null when what was read does not tell.
 */
export function newValueGroup(
  method: NewValueMethod,
  group: NewValueGroup,
  settled: (detections: readonly Detection[] | null) => void,
): GroupReducer {
  const names = columnNames("v", method.values);
  const known = knownValues(method, group.learnedSince, group.earlier);
  const clock = matchClock(method.windows, group.start);
  const found: Detection[] = [];
  let isUnsettled = false;
  let signal: Signal | null = null;
  const close = () => {
    if (signal !== null && inRange(signal.first, group.range)) found.push(detectionOf(method, group, signal));
    signal = null;
  };
  const closeWhenOver = (time: number) => {
    if (signal !== null && !isOpenAt(signal, time, method.windows)) close();
  };
  const show = (event: EventRow, value: NewValue, isOneOfSeveral: boolean) => {
    if (!clock.isKnown(event.time)) {
      clock.matched(event.time);
      isUnsettled ||= inRange(event.time, group.range);
      return;
    }
    closeWhenOver(event.time);
    signal ??= open(event, value, isOneOfSeveral);
    signal.values.set(value.key, value.values);
    signal.last = event.time;
  };
  return {
    add(row) {
      const event = eventRow(row);
      const lists = names.map((name) => listOf(row, name));
      const tuples = combinations(lists, group.onCut);
      closeWhenOver(event.time);
      for (const tuple of tuples) {
        const value = known.see(tuple, event.time);
        if (value !== null) show(event, value, tuples.length > 1);
        takeIn(signal, event, JSON.stringify(tuple));
      }
    },
    end() {
      close();
      settled(isUnsettled ? null : found);
    },
  };
}

function open(event: EventRow, found: NewValue, isOneOfSeveral: boolean): Signal {
  return {
    key: isOneOfSeveral ? JSON.stringify([event.id, ...found.values]) : event.id,
    first: event.time,
    last: event.time,
    previous: found.previous,
    tally: new EventTally(),
    values: new Map(),
    lastEvent: null,
  };
}

function takeIn(signal: Signal | null, event: EventRow, value: string): void {
  if (signal === null || signal.lastEvent === event || !signal.values.has(value)) return;
  signal.tally.add(event);
  signal.lastEvent = event;
}

function detectionOf(method: NewValueMethod, { entity, learnedSince }: NewValueGroup, signal: Signal): Detection {
  return {
    entity,
    opened: { time: signal.first, key: signal.key },
    time: signal.first,
    events: signal.tally.detected(),
    severity: method.status,
    caseName: method.caseName,
    evidence: {
      kind: "new_value",
      values: [...signal.values.values()].map((values) => entityOf(method.values, values)),
      previous: signal.previous,
      learnedSince,
    },
  };
}

import type { NewValueMethod } from "../../rule/rule.ts";
import type { Detection } from "../detection.ts";
import { entityOf } from "../entity.ts";
import { EventTally } from "../event-tally.ts";
import { columnNames } from "../plans.ts";
import type { GroupReducer } from "../reduce-groups.ts";
import { type EventRow, eventRow, listOf } from "../rows.ts";
import { combinations } from "../tuples.ts";
import { knownValues, type NewValue } from "./known-values.ts";
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

/** The reducer of one group: rows in the order of (time, id), value lists in the columns `v0`, `v1`... */
export function newValueGroup(
  method: NewValueMethod,
  learnedSince: number,
  entity: Detection["entity"],
  report: (detection: Detection) => void,
  onCut: () => void,
): GroupReducer {
  const names = columnNames("v", method.values);
  const known = knownValues(method, learnedSince);
  let signal: Signal | null = null;
  const close = () => {
    if (signal !== null) report(detectionOf(method, learnedSince, entity, signal));
    signal = null;
  };
  const closeWhenOver = (time: number) => {
    if (signal !== null && !isOpenAt(signal, time, method.windows)) close();
  };
  return {
    add(row) {
      const event = eventRow(row);
      const tuples = combinations(
        names.map((name) => listOf(row, name)),
        onCut,
      );
      closeWhenOver(event.time);
      for (const tuple of tuples) {
        const found = known.see(tuple, event.time);
        if (found !== null) {
          closeWhenOver(event.time);
          signal ??= open(event, found, tuples.length > 1);
          signal.values.set(found.key, found.values);
          signal.last = event.time;
        }
        takeIn(signal, event, JSON.stringify(tuple));
      }
    },
    end: close,
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

function detectionOf(
  method: NewValueMethod,
  learnedSince: number,
  entity: Detection["entity"],
  signal: Signal,
): Detection {
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

import type { Detection } from "../../../src/detect/detection.ts";
import type { NewValueMethod } from "../../../src/rule/rule.ts";
import { groupsOf, isIn, isX, named, type OracleEvent, ordered, product, summary, tuplesOf } from "./history.ts";
import { closing, signalsOver, type Windows } from "./signals.ts";

export interface NewValueCase {
  readonly groupBy: readonly string[];
  readonly optionalGroups: boolean;
  readonly values: readonly string[];
  readonly learning: NewValueMethod["learning"];
  readonly forgetAfter: number;
  readonly instantaneousBaseline: boolean;
  readonly windows: Windows;
}

interface Sighting {
  readonly event: OracleEvent;
  readonly tuple: readonly string[];
}

export function newValueOracle(all: readonly OracleEvent[], rule: NewValueCase): Detection[] {
  const groups = (event: OracleEvent) =>
    product(
      rule.groupBy.map((name) => {
        const elements = event.lists[name] ?? [];
        return elements.length === 0 && rule.optionalGroups ? ["N/A"] : elements;
      }),
    );
  const usable = ordered(all).filter(
    (event) => isX(event) && groups(event).length > 0 && tuplesOf(event, rule.values).length > 0,
  );
  const start = Math.min(...(rule.instantaneousBaseline ? all : usable).map((event) => event.time));
  return groupsOf(usable, groups).flatMap((group) => {
    const events = usable.filter((event) => isIn(group, groups(event)));
    const sightings = events.flatMap((event) => tuplesOf(event, rule.values).map((tuple) => ({ event, tuple })));
    const loud = loudSightings(sightings, rule, start);
    const times = loud.map(({ event }) => event.time);
    return signalsOver(times, rule.windows).map((indices) =>
      detectionOf(
        indices.flatMap((index) => loud[index] ?? []),
        { sightings, group, rule, start },
      ),
    );
  });
}

function previousOf(sightings: readonly Sighting[], index: number): number | null {
  const me = sightings[index];
  const earlier = sightings.slice(0, index).filter(({ tuple }) => tuple.join("|") === me?.tuple.join("|"));
  return earlier.at(-1)?.event.time ?? null;
}

/** New sightings that are not learned in silence. */
function loudSightings(sightings: readonly Sighting[], rule: NewValueCase, start: number): Sighting[] {
  const fresh = sightings.filter(({ event }, index) => {
    const previous = previousOf(sightings, index);
    return previous === null || event.time - previous > rule.forgetAfter;
  });
  if (rule.learning.method === "threshold") return fresh.slice(rule.learning.values);
  if (rule.learning.duration === 0) return fresh.slice(1);
  const until = start + rule.learning.duration;
  return fresh.filter(({ event }) => event.time >= until);
}

interface Scene {
  readonly sightings: readonly Sighting[];
  readonly group: readonly string[];
  readonly rule: NewValueCase;
  readonly start: number;
}

function detectionOf(joined: readonly Sighting[], { sightings, group, rule, start }: Scene): Detection {
  const [first, last] = [joined[0], joined.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a signal has a sighting");
  const close = closing(first.event, last.event, rule.windows);
  const shown = sightings.filter((each) => {
    const since = joined.find(({ tuple }) => tuple.join("|") === each.tuple.join("|"));
    return (
      since !== undefined &&
      sightings.indexOf(each) >= sightings.indexOf(since) &&
      (each.event.time < close || joined.includes(each))
    );
  });
  const several = tuplesOf(first.event, rule.values).length > 1;
  const values = new Map(joined.map(({ tuple }) => [tuple.join("|"), named(rule.values, tuple)]));
  return {
    entity: named(rule.groupBy, group),
    opened: {
      time: first.event.time,
      key: several ? JSON.stringify([first.event.id, ...first.tuple]) : first.event.id,
    },
    time: first.event.time,
    events: summary([...new Set(shown.map(({ event }) => event))]),
    severity: "low",
    caseName: "new",
    evidence: {
      kind: "new_value",
      values: [...values.values()],
      previous: previousOf(sightings, sightings.indexOf(first)),
      learnedSince: start,
    },
  };
}

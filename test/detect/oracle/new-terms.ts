import type { Detection } from "../../../src/detect/detection.ts";
import { groupsOf, isIn, isX, named, type OracleEvent, ordered, summary, tuplesOf } from "./history.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** DESIGN §6, word for word: e is a detection iff no other matching event with its terms lies in [time(e) - H, time(e)). History and times are whole hours. */
export function newTermsOracle(all: readonly OracleEvent[], terms: readonly string[], history: number): Detection[] {
  const matching = ordered(all).filter(isX);
  const storedFrom = Math.min(...all.map((event) => event.time));
  return groupsOf(matching, (event) => tuplesOf(event, terms)).flatMap((tuple) => {
    const events = matching.filter((event) => isIn(tuple, tuplesOf(event, terms)));
    const isBefore = (a: OracleEvent, b: OracleEvent) => a.time < b.time || (a.time === b.time && a.id < b.id);
    const openings = events.filter((e) => !events.some((f) => f !== e && isBefore(f, e) && f.time >= e.time - history));
    return openings.map((opening): Detection => {
      const next = openings.find((other) => isBefore(opening, other));
      const before = events.filter((f) => isBefore(f, opening)).map((f) => f.time);
      const burst = events.filter(
        (f) => !isBefore(f, opening) && f.time < opening.time + DAY && (next === undefined || isBefore(f, next)),
      );
      const from = opening.time - history;
      const hours = Array.from({ length: history / HOUR }, (_, hour) => from + hour * HOUR);
      const covered = hours.filter((hour) => hour >= storedFrom).length;
      return {
        entity: named(terms, tuple),
        opened: { time: opening.time, key: opening.id },
        time: opening.time,
        events: summary(burst),
        severity: null,
        caseName: null,
        evidence: {
          kind: "new_terms",
          previous: before.length === 0 ? null : Math.max(...before),
          history: { from, coverage: covered / hours.length },
        },
      };
    });
  });
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GroupWindows, type Place } from "../../src/engine/group-windows.ts";

/** Where each detection lies when a window that ends at `end` is open at first; null: none is. */
function placesAfter(end: number | null, times: readonly number[], duration: number): readonly Place[] {
  let open = end;
  return times.map((time) => {
    if (open !== null && time < open) return "joins";
    open = time + duration;
    return "opens";
  });
}

function placesSeen(unknownUntil: number, times: readonly number[], duration: number): readonly Place[] {
  const windows = new GroupWindows(unknownUntil);
  return times.map((time) => windows.see(time, time + duration));
}

describe("GroupWindows", () => {
  test("says of each detection what holds whatever was before", () => {
    const times = fc.array(fc.nat({ max: 60 }), { maxLength: 14 }).map((all) => all.sort((a, b) => a - b));
    const seen = { either: 0, sureAgain: 0 };
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 15 }), (all, duration) => {
        const until = -1 + duration;
        const ends = [null, ...Array.from({ length: until + 1 }, (_, end) => end)];
        const ways = ends.map((end) => placesAfter(end, all, duration));
        const agreed = all.map((_, n): Place => {
          const places = new Set(ways.map((way) => way[n]));
          return places.size === 1 ? (ways[0]?.[n] ?? "either") : "either";
        });
        expect(placesSeen(until, all, duration)).toEqual(agreed);
        seen.either += agreed.filter((place) => place === "either").length;
        seen.sureAgain += Number(agreed.lastIndexOf("opens") > agreed.indexOf("either") && agreed.includes("either"));
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(seen.either, seen.sureAgain)).toBeGreaterThan(300);
  });

  test("windows that began apart fall together without a pause as long as a window", () => {
    expect(placesSeen(9, [0, 8, 16, 24, 28], 10)).toEqual(["either", "either", "either", "either", "either"]);
    expect(placesSeen(9, [0, 1, 12, 13], 10)).toEqual(["either", "either", "opens", "joins"]);
    expect(placesSeen(9, [2, 9, 19], 10)).toEqual(["either", "either", "opens"]);
  });

  test("with nothing unknown each place is certain", () => {
    expect(placesSeen(Number.NEGATIVE_INFINITY, [0, 9, 10, 19, 20], 10)).toEqual([
      "opens",
      "joins",
      "opens",
      "joins",
      "opens",
    ]);
  });
});

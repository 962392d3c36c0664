import { describe, expect, test } from "vitest";
import { checkLedger, type Files } from "../../../chaos/check/ledger.ts";
import type { ObjectRow, State } from "../../../chaos/play/state.ts";

function row(key: string, over: Partial<ObjectRow> = {}): ObjectRow {
  const numbers = { size: 10, records: 4, delivered: 3, malformed: 1, aside: 0 };
  return { key, etag: `${key}-1`, outcome: "read", batch: 1, ...numbers, ...over };
}

const state: State = {
  objects: [row("a"), row("b"), row("b", { etag: "b-2", size: 20, batch: 2 })],
  batches: [
    { batch: 1, events: 5, duplicates: 1, tooLate: 0 },
    { batch: 2, events: 1, duplicates: 2, tooLate: 0 },
  ],
  notices: [],
  parts: [],
  events: 6,
};
const files: Files = {
  whole: new Map([
    ["a", 10],
    ["b", 20],
  ]),
  events: 6,
};

test("nothing is wrong when the sums hold and each file was taken whole", () => {
  expect(checkLedger(state, files)).toEqual([]);
});

describe("complains about", () => {
  const { objects, batches } = state;
  const WRONG: readonly [string, string, Partial<State>, Partial<Files>][] = [
    [
      "an object",
      "1 objects do not add up (records = delivered + malformed + aside): a",
      { objects: [row("a", { records: 5 }), ...objects.slice(1)] },
      {},
    ],
    [
      "a batch",
      "1 batches do not add up (delivered = events + duplicates): 2: 3 = 1 + 3",
      { batches: [...batches.slice(0, 1), { batch: 2, events: 1, duplicates: 3, tooLate: 0 }] },
      {},
    ],
    ["an object of no batch", "1 objects are of no batch: c", { objects: [...objects, row("c", { batch: 9 })] }, {}],
    [
      "a version that was taken twice",
      "1 versions of objects were taken twice: a a-1",
      { objects: [...objects, row("a", { batch: 2, records: 0, delivered: 0, malformed: 0 })] },
      {},
    ],
    ["a file that was not taken", "1 files were not taken whole: c (5 bytes)", {}, { whole: new Map([["c", 5]]) }],
    [
      "a file of which a part was taken",
      "1 files were not taken whole: a (11 bytes)",
      {},
      { whole: new Map([["a", 11]]) },
    ],
    ["events that are lost", "5 events are stored, scan finds 6", { events: 5 }, {}],
    ["events too many", "the batches sum up to 6 events, scan finds 5", {}, { events: 5 }],
    [
      "late events",
      "1 batches left events out as too late: 1",
      { batches: [{ batch: 1, events: 5, duplicates: 1, tooLate: 1 }, ...batches.slice(1)] },
      {},
    ],
  ];

  test.each(WRONG)("%s", (_, complaint, wrongState, wrongFiles) => {
    expect(checkLedger({ ...state, ...wrongState }, { ...files, ...wrongFiles })).toContain(complaint);
  });
});

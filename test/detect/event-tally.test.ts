import { expect, test } from "vitest";
import { tallyOf } from "../../src/detect/event-tally.ts";

function read(index: number, secrets: readonly string[]) {
  return { time: index, id: `e${String(index).padStart(4, "0")}`, secrets };
}

test("beyond a hundred events, names the first reader of each secret that those do not show", () => {
  const events = [
    ...Array.from({ length: 100 }, (_, index) => read(index, ["a"])),
    read(100, ["a", "c"]),
    read(101, ["b", "c"]),
    read(102, ["b"]),
    read(103, []),
  ];
  const detected = tallyOf(events).detected();
  expect([detected.total, detected.ids.length, detected.ids.at(-1)]).toEqual([104, 100, "e0099"]);
  expect(detected.secrets).toEqual(["a", "b", "c"]);
  expect(detected.readers).toEqual(["e0100", "e0101"]);
});

test("for more than a hundred secrets, only the readers of the first hundred names", () => {
  const events = Array.from({ length: 300 }, (_, index) => read(index, [`s${String(999 - index)}`]));
  const { secrets, readers } = tallyOf(events).detected();
  expect(secrets).toHaveLength(300);
  expect(readers).toHaveLength(100);
  expect(readers[0]).toBe("e0200");
});

import { expect, test } from "vitest";
import type { LakeInfo } from "../../../src/engine/lake-info.ts";
import { bytesText } from "../../../src/report/bytes-text.ts";
import { lakeTable } from "../../../src/report/terminal/lake-table.ts";

const days = (count: number): LakeInfo["days"] =>
  Array.from({ length: count }, (_, i) => ({
    day: new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
    parts: 1,
    events: 100 * (i + 1),
    bytes: 5_000_000,
  }));

const INFO: LakeInfo = {
  directory: "lake",
  parts: 3,
  events: 600,
  superseded: 1,
  first: Date.UTC(2026, 0, 1),
  last: Date.UTC(2026, 0, 3),
  partBytes: 15_000_000,
  stateBytes: 5_000_000,
  jsonBytes: 200_000_000,
  days: days(3),
};

test("totals, and a bar for each day", () => {
  expect(
    lakeTable(INFO, { width: 70, colour: false }),
  ).toBe(`Events    600, 2026-01-01 00:00:00Z to 2026-01-03 00:00:00Z
Parts     3 parts in 3 days, 1 row superseded
Stored    14 MB in parts, 4.8 MB of state
JSON      191 MB: stored in 10.0 % of it, 33,333 bytes an event

DAY               EVENTS         PARTS         BYTES
2026-01-01           100             1        4.8 MB  █████
2026-01-02           200             1        4.8 MB  ███████████
2026-01-03           300             1        4.8 MB  ████████████████
`);
});

test("a lake without events is no division by zero", () => {
  const empty = {
    ...INFO,
    parts: 0,
    events: 0,
    superseded: 0,
    first: null,
    last: null,
    partBytes: 0,
    jsonBytes: 0,
    days: [],
  };
  expect(lakeTable(empty, { width: 70, colour: false })).toBe(`Events    0
Parts     0 parts in 0 days
Stored    0 bytes in parts, 4.8 MB of state
JSON      0 bytes
`);
});

test.each([60, 100, 200])("the table of a year fits %i columns, and its lines add up", (width) => {
  const text = lakeTable({ ...INFO, days: days(365) }, { width, colour: false });
  const lines = text.slice(text.indexOf("\n\n")).split("\n");
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  const rows = lines.filter((line) => /^\d{4}-/.test(line)).map((line) => line.split(/ {2,}/));
  expect(rows.length).toBeLessThanOrEqual(40);
  expect(rows.reduce((sum, [, events = ""]) => sum + Number(events.replaceAll(",", "")), 0)).toBe(
    (365 * 366 * 100) / 2,
  );
  expect(text).toContain("each line stands for 10 days");
});

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [1023, "1023 bytes"],
  [1024, "1.0 KB"],
  [15_000_000, "14 MB"],
  [3 * 1024 ** 4, "3.0 TB"],
  [5000 * 1024 ** 4, "5000 TB"],
])("%i bytes are %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));

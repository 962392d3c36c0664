import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newFileReader, newReaderTools } from "../../src/ingest/file-reader.ts";
import { limitsOf, newInputSeconds } from "../../src/ingest/read-options.ts";
import { oddRecord } from "./odd-json.ts";
import { event, events, Lines, readContent } from "./read-all.ts";

let sink = new Lines();
const limits = { ...limitsOf({ maxRecordBytes: 100_000 }), maxDepth: 20 };
const tools = newReaderTools({ add: (...record) => sink.add(...record) }, limits, newInputSeconds());

/** What reading the bytes yields, in pieces of a size, with the short way or without it. */
function readBytes(bytes: Uint8Array, short: boolean, size: number) {
  sink = new Lines();
  const reader = newFileReader(short ? tools : { ...tools, usual: null });
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.finish();
  const { likely: _, ...tally } = reader.tally;
  return { result: { lines: sink.lines, sizes: sink.size, tally, truncated: reader.truncated() }, usual: sink.usual };
}

const containers: readonly ((records: readonly string[]) => string)[] = [
  (records) => `{"Records":[${records.join(",")}]}`,
  (records) => records.join("\n"),
  (records) => `[${records.join(" ,\n ")}]`,
  (records) => `{ "Records" : [\n${records.join(",\n")}\n] , "more": 1 }`,
  (records) => records.map((each) => `{"detail-type":"x","detail":${each}}`).join("\n"),
];
const document = fc
  .tuple(fc.array(oddRecord, { minLength: 1, maxLength: 5 }), fc.constantFrom(...containers))
  .map(([records, wrap]) => wrap(records));
const size = fc.constantFrom(3, 100, 1_000_000, 1_000_000, 1_000_000);

describe("the short way reads what the long way reads", () => {
  test("from records in every spelling", () => {
    let usual = 0;
    fc.assert(
      fc.property(document, size, (text, pieces) => {
        const bytes = Buffer.from(text);
        const short = readBytes(bytes, true, pieces);
        usual += short.usual;
        expect(short.result).toEqual(readBytes(bytes, false, pieces).result);
      }),
      { numRuns: 1500, seed: 3 },
    );
    expect(usual).toBeGreaterThan(300);
  });

  test("from bytes that are damaged anywhere", () => {
    const damage = fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom("set", "drop", "add"),
        fc.constantFrom(...'"\\{}[],: \n0-eut\u0001', 0xff, 0xc3),
      ),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(document, damage, size, (text, changes, pieces) => {
        const bytes = [...Buffer.from(text)];
        for (const [where, kind, what] of changes) {
          const at = Math.floor(where * bytes.length);
          const byte = typeof what === "string" ? what.charCodeAt(0) : what;
          bytes.splice(at, kind === "add" ? 0 : 1, ...(kind === "drop" ? [] : [byte]));
        }
        const damaged = Uint8Array.from(bytes);
        expect(readBytes(damaged, true, pieces).result).toEqual(readBytes(damaged, false, pieces).result);
      }),
      { numRuns: 1500, seed: 4 },
    );
  });
});

describe("the short way is taken", () => {
  const escapes = { userAgent: 'a "quoted" \\ one\n', requestParameters: { a: "é", b: [1.5, null, { c: "x/y" }] } };
  test.each([
    ["a log file", JSON.stringify({ Records: [event(1, escapes), event(2)] })],
    ["lines", `${JSON.stringify(event(1, escapes))}\n${JSON.stringify(event(2))}\n`],
    ["an array that is printed for people", JSON.stringify([event(1, escapes), event(2)], null, 2)],
    [
      "needless escapes",
      JSON.stringify({ Records: [event(1, { userAgent: "<a/b>" }), event(2)] })
        .replaceAll("<", "\\u003c")
        .replaceAll("/", "\\/"),
    ],
  ])("by %s", async (_, text) => {
    expect((await readContent(text)).usual).toBe(2);
    expect((await readContent(gzipSync(text))).usual).toBe(2);
  });

  test("by all records of a large file but those on the border of its pieces", async () => {
    const many = events(100_000).map((each) => ({ ...each, userAgent: "x".repeat(400) }));
    const { usual, records } = await readContent(JSON.stringify({ Records: many }));
    expect(records).toHaveLength(100_000);
    expect(usual).toBeGreaterThan(99_000);
  });
});

describe("the long way is taken", () => {
  test.each([
    ["a repeated field", '{"eventTime":"2026-01-02T03:04:05Z","eventName":"a","eventName":"b","eventID":"1"}'],
    [
      "a field without a column that comes twice",
      '{"eventTime":"2026-01-02T03:04:05Z","eventName":"a","eventID":"1","x":1,"x":2}',
    ],
    [
      "a name with an escape",
      '{"eventTime":"2026-01-02T03:04:05Z","event\\u004eame":"a","eventName":"b","eventID":"1"}',
    ],
    ["a time with a zone", '{"eventTime":"2026-01-02T03:04:05+01:00","eventName":"a","eventID":"1"}'],
    ["no id", '{"eventTime":"2026-01-02T03:04:05Z","eventName":"a"}'],
    ["a list for a text", '{"eventTime":"2026-01-02T03:04:05Z","eventName":"a","eventID":"1","userAgent":["x"]}'],
    [
      "half a surrogate pair",
      '{"eventTime":"2026-01-02T03:04:05Z","eventName":"a","eventID":"1","userAgent":"\\ud800"}',
    ],
  ])("by %s", async (_, text) => {
    const { usual, records } = await readContent(text);
    expect([usual, records.length]).toEqual([0, 1]);
  });
});

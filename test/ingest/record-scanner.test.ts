import { isUtf8 } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalText } from "../../src/ingest/canonical-text.ts";
import { KNOWN_KEYS } from "../../src/ingest/known-keys.ts";
import { MARKS, RecordScanner } from "../../src/ingest/record-scanner.ts";
import { valueHash } from "../../src/parquet/value-hash.ts";
import { oddRecord, oddValue } from "./odd-json.ts";

const scanner = new RecordScanner(100, 64);
const scan = (bytes: Buffer, by = scanner) => {
  by.load(bytes);
  return by.scan(0);
};
const scans = (bytes: Buffer) => scan(bytes) === bytes.length;

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("takes an object when JSON.parse does, and nothing else", () => {
  const pieces = fc.array(
    fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      '"a"',
      "\\",
      "\\u00",
      "\\x",
      "1",
      "-",
      ".",
      "e",
      "+",
      "0",
      "01",
      "true",
      "nul",
      " ",
      "\n",
      "\u0001",
      "\u007f",
      "é",
    ),
    { maxLength: 9 },
  );
  const text = fc.oneof(
    oddRecord,
    oddValue,
    pieces.map((all) => `{"k":${all.join("")}}`),
    pieces.map((all) => all.join("")),
  );
  fc.assert(
    fc.property(text, (each) => {
      const bytes = Buffer.from(each);
      expect(isUtf8(bytes)).toBe(true);
      expect(scans(bytes)).toBe(each.startsWith("{") && each.endsWith("}") && parses(each));
    }),
    { numRuns: 8000, seed: 9 },
  );
});

test("takes no byte away from a record", () => {
  fc.assert(
    fc.property(oddRecord, fc.double({ min: 0, max: 0.999, noNaN: true }), (text, where) => {
      const bytes = Buffer.from(text);
      const cut = bytes.subarray(0, Math.floor(where * bytes.length));
      expect(scan(cut)).toBe(-1);
    }),
  );
});

test("marks the members of the outermost object", () => {
  const text = '{"eventName":1,"b" : {"c":[1,{"d":2}]} ,"e":"x,y"}';
  const bytes = Buffer.from(text);
  expect(scans(bytes)).toBe(true);
  const marks = Array.from({ length: scanner.members }, (_, i) => {
    const [key, keyEnd, value, end, number] = scanner.marks.slice(i * MARKS, i * MARKS + 5);
    return [text.slice(key, keyEnd), text.slice(value, end), KNOWN_KEYS[number ?? -1]];
  });
  expect(marks).toEqual([
    ['"eventName"', "1", "eventName"],
    ['"b"', ' {"c":[1,{"d":2}]} ', undefined],
    ['"e"', '"x,y"', undefined],
  ]);
});

test("knows every field that has a column, and hashes values as their columns do", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...KNOWN_KEYS, "", "x", "eventNamE", "eventTimes"], { minLength: 1 }),
      fc.string({ maxLength: 90 }),
      (keys, text) => {
        const bytes = Buffer.from(
          JSON.stringify(Object.fromEntries(keys.map((key, i) => [key, i % 2 === 0 ? text : [i, text]]))),
        );
        expect(scans(bytes)).toBe(true);
        for (const [i, key] of keys.entries()) {
          const [, , value = 0, end = 0, number, hash] = scanner.marks.slice(i * MARKS, (i + 1) * MARKS);
          expect(number).toBe(KNOWN_KEYS.indexOf(key));
          const quotes = i % 2 === 0 ? 1 : 0;
          expect(hash).toBe(valueHash(bytes, value + quotes, end - quotes));
        }
      },
    ),
  );
});

test("memory that has grown for one text does not change what is read of the next", () => {
  const long = Buffer.from(`{"a":"${"x".repeat(3_000_000)}"}`);
  expect(scans(long)).toBe(true);
  expect(scans(Buffer.from('{"a":"b"'))).toBe(false);
  expect(scans(Buffer.from('{"a":"b"}'))).toBe(true);
});

test.each([
  ["too deep", new RecordScanner(3, 64), '{"a":{"b":{"c":{}}}}'],
  ["too many members", new RecordScanner(100, 2), '{"a":1,"b":2,"c":3}'],
])("leaves to others what is %s", (_, small, text) => {
  const bytes = Buffer.from(text);
  expect(scan(bytes, small)).toBe(-1);
  expect(scans(bytes)).toBe(true);
});

test("canonical text says the same in one spelling", () => {
  fc.assert(
    fc.property(oddValue, (text) => {
      const bytes = Buffer.from(text);
      const once = canonicalText(bytes, 0, bytes.length);
      expect(JSON.parse(once.toString())).toEqual(JSON.parse(text));
      expect(canonicalText(once, 0, once.length)).toEqual(once);
      expect(once.toString().replace(/"(\\.|[^"\\])*"/g, "")).not.toMatch(/\s/);
    }),
    { numRuns: 3000, seed: 1 },
  );
});

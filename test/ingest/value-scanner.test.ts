import fc from "fast-check";
import { expect, test } from "vitest";
import { ValueScanner } from "../../src/ingest/value-scanner.ts";

const objects = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 5 }));

function scanAll(text: string, chunk: number): { scanner: ValueScanner; stopped: number; bytes: Uint8Array } {
  const bytes = new TextEncoder().encode(text);
  const scanner = new ValueScanner(100, false);
  scanner.start(0);
  let stopped = 0;
  while (stopped < bytes.length && scanner.status === "more") {
    stopped = scanner.scan(bytes, stopped, Math.min(bytes.length, stopped + chunk));
  }
  scanner.finish();
  return { scanner, stopped, bytes };
}

test("the members of an object are where it says", () => {
  fc.assert(
    fc.property(objects, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 9 }), (object, indent, chunk) => {
      const { scanner, stopped, bytes } = scanAll(JSON.stringify(object, null, indent), chunk);
      expect(scanner.status).toBe("done");
      expect(stopped).toBe(bytes.length);
      const { marks } = scanner.shape;
      const slice = (from = 0, to = 0) => JSON.parse(new TextDecoder().decode(bytes.subarray(marks[from], marks[to])));
      const members = Array.from({ length: marks.length / 4 }, (_, i) => [
        slice(i * 4, i * 4 + 1),
        slice(i * 4 + 2, i * 4 + 3),
      ]);
      expect(members).toEqual(Object.entries(JSON.parse(JSON.stringify(object))));
    }),
    { numRuns: 500 },
  );
});

test("the depth is the depth", () => {
  const depth = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
  fc.assert(
    fc.property(objects, (object) => {
      expect(scanAll(JSON.stringify(object), 3).scanner.shape.deepest).toBe(depth(object));
    }),
  );
});

test("it accepts nothing structural that JSON.parse does not", () => {
  const tokens = fc.array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', "1", " "), { maxLength: 9 });
  fc.assert(
    fc.property(tokens, fc.integer({ min: 1, max: 4 }), (some, chunk) => {
      const text = some.join("");
      const { scanner, stopped } = scanAll(text, chunk);
      const whole = scanner.status === "done" && text.slice(stopped).trim() === "";
      const number = /^ *1+ *$/.test(text) || !/1( *)1/.test(text);
      if (number) expect(whole).toBe(isJson(text));
    }),
    { numRuns: 3000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

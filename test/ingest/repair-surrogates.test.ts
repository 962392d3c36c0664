import fc from "fast-check";
import { expect, test } from "vitest";
import { repairSurrogates } from "../../src/ingest/repair-surrogates.ts";

const unit = fc.constantFrom(
  "a",
  "\\u0041",
  "\\\\",
  '\\"',
  "\\ud83d",
  "\\uDBFF",
  "\\ude00",
  "\\uDFFF",
  "\\ufffd",
  "ud83d",
  "\\\\ud83d",
);

test("what comes out has no half pairs, and is what well-formed text would be", () => {
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const text = `["${units.join("")}"]`;
      const repaired = repairSurrogates(new TextEncoder().encode(text));
      const [before] = JSON.parse(text) as [string];
      const [after] = JSON.parse(new TextDecoder().decode(repaired ?? new TextEncoder().encode(text))) as [string];
      // TextEncoder replaces half pairs by U+FFFD
      expect(after).toBe(new TextDecoder().decode(new TextEncoder().encode(before)));
      expect(repaired === null).toBe(after === before);
    }),
    { numRuns: 1000 },
  );
});

test("the text that was given stays as it is", () => {
  const bytes = Buffer.from('{"a":"\\ud800"}');
  expect(Buffer.from(repairSurrogates(bytes) ?? []).toString()).toBe('{"a":"\\ufffd"}');
  expect(bytes.toString()).toBe('{"a":"\\ud800"}');
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints } from "../../src/util/code-points.ts";

test("orders as UTF-8 bytes do, also above the basic plane", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 8 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareCodePoints(a, b))).toBe(bytes);
    }),
    { numRuns: 2000 },
  );
  expect(compareCodePoints("\u{1f600}", "\uff00")).toBeGreaterThan(0);
  expect("\u{1f600}" < "\uff00").toBe(true);
});

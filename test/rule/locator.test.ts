import fc from "fast-check";
import { expect, test } from "vitest";
import { createLocator } from "../../src/rule/locator.ts";
import { locate } from "../../src/source/location.ts";
import { source } from "../../src/source/source.ts";

test("says what locate says", () => {
  const texts = fc.array(fc.constantFrom("a", "b\n", "\n", "\r\n", "cc")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(texts, fc.nat(20), (text, at) => {
      const file = source("a", text);
      const offset = Math.min(at, text.length);
      const { line, column } = locate(file, offset);
      expect(createLocator()(file, offset)).toEqual({ file: "a", line, column });
    }),
  );
});

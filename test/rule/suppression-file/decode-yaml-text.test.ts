import fc from "fast-check";
import { expect, test } from "vitest";
import { Document, isMap, isScalar, parseDocument, Scalar } from "yaml";
import { decodeYamlText } from "../../../src/rule/format/decode-yaml-text.ts";

const STYLES = [
  Scalar.PLAIN,
  Scalar.QUOTE_DOUBLE,
  Scalar.QUOTE_SINGLE,
  Scalar.BLOCK_LITERAL,
  Scalar.BLOCK_FOLDED,
] as const;

const text = fc
  .array(fc.constantFrom("a", "b", "é", "😀", '"', "'", "\\", ":", " ", " ", "\n", "\t", "#", "(", "identity.arn"), {
    minLength: 1,
    maxLength: 60,
  })
  .map((parts) => parts.join(""));

/** A document with the text at some depth, as YAML's own writer spells it; a short line makes it fold. */
function written(value: string, style: (typeof STYLES)[number], lineWidth: number): string {
  const scalar = new Scalar(value);
  scalar.type = style;
  return new Document({ list: [{ before: 1, query: scalar, after: 2 }] }).toString({ lineWidth });
}

test("every character but white space has its place, in every style", () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...STYLES), fc.constantFrom(0, 24, 80), (value, style, width) => {
      const file = written(value, style, width);
      const node = parseDocument(file).getIn(["list", 0, "query"], true);
      if (!isScalar(node) || typeof node.value !== "string" || !node.range) return;
      const [start, end] = node.range;
      const literal = file.slice(start, end);
      const decoded = decodeYamlText(literal, node.value);
      expect(decoded.text).toBe(node.value);
      expect(decoded.offsets).toHaveLength(node.value.length + 1);
      expect(decoded.offsets.every((at, i) => i === 0 || at >= (decoded.offsets[i - 1] ?? 0))).toBe(true);
      for (const [i, char] of [...node.value.split("").entries()]) {
        if (/\s/.test(char)) continue;
        const found = literal[decoded.offsets[i] ?? -1];
        // An escape stands for what it means.
        if (found !== "\\") expect(found).toBe(/[\ud800-\udfff]/.test(char) ? found : char);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['"\\x41\\u0042\\U0001F600c"', "AB😀c", [1, 5, 11, 11, 21, 22]],
  ["'it''s'", "it's", [1, 2, 3, 5, 6]],
  ["|2-  # note\n    a\n   b\n", "  a\n b", [12, 13, 16, 17, 18, 21, 22]],
])("%s", (literal, value, offsets) => {
  const node = parseDocument(`k: ${literal}`).contents;
  if (!isMap(node)) throw new Error("no mapping");
  expect(node.get("k")).toBe(value);
  expect(decodeYamlText(literal, value).offsets).toEqual(offsets);
});

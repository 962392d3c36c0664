import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeJsonText } from "../../../src/rule/format/decode-json-text.ts";

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\", "/": "\\/" };

/** A string literal of pieces: plain characters, short escapes and `\uXXXX`, with the text that it stands for. */
const literals = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }).map((text) => JSON.stringify(text).slice(1, -1)),
      fc.constantFrom(...Object.values(SHORT)),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => `\\u${unit.toString(16).padStart(4, "0").toUpperCase()}`),
    ),
  )
  .map((pieces) => `"${pieces.join("")}"`);

test("decodes as JSON.parse does", () => {
  fc.assert(
    fc.property(literals, (literal) => {
      expect(decodeJsonText(literal).text).toBe(JSON.parse(literal));
    }),
  );
});

test("each character's offset is where its source begins: what stands between two of them decodes to it", () => {
  fc.assert(
    fc.property(literals, (literal) => {
      const { text, offsets } = decodeJsonText(literal);
      expect(offsets).toHaveLength(text.length + 1);
      expect(offsets.at(-1)).toBe(literal.length - 1);
      for (let i = 0; i < text.length; ) {
        let next = i + 1;
        while (offsets[next] === offsets[i]) next += 1;
        expect(JSON.parse(`"${literal.slice(offsets[i], offsets[next])}"`)).toBe(text.slice(i, next));
        i = next;
      }
    }),
  );
});

test("an escape stands at its backslash", () => {
  expect(decodeJsonText('"a\\u0041\\"b"')).toEqual({ text: 'aA"b', offsets: [1, 2, 8, 10, 11] });
});

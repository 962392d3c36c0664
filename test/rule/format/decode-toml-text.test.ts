import fc from "fast-check";
import { parseTOML } from "toml-eslint-parser";
import { expect, test } from "vitest";
import { decodeTomlText } from "../../../src/rule/format/decode-toml-text.ts";
import type { TextStyle } from "../../../src/rule/format/tree.ts";

type TomlStyle = Exclude<TextStyle, "json">;

function parsed(literal: string): string {
  const [pair] = parseTOML(`k = ${literal}`, { tomlVersion: "1.0" }).body[0].body;
  if (pair?.type !== "TOMLKeyValue" || pair.value.type !== "TOMLValue" || pair.value.kind !== "string") {
    throw new Error(`not a TOML string: ${literal}`);
  }
  return pair.value.value;
}

const plain = fc
  .string({ unit: "binary", minLength: 1, maxLength: 1 })
  .filter((char) => !/[\p{Cc}\p{Cs}"'\\]/u.test(char));
const escapes = fc.oneof(
  fc.constantFrom("\\b", "\\t", "\\n", "\\f", "\\r", '\\"', "\\\\", "\\u0041", "\\u00e9", "\\U0001F600", "\\U0000007a"),
);
const lineBreaks = fc.constantFrom("\n", "\r\n");
const lineEnds = fc.constantFrom("\\\n", "\\\r\n", "\\  \n   \t", "\\\n\n\r\n ");

function literals(quotes: string, ...pieces: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.array(fc.oneof(...pieces)).map((parts) => `${quotes}${parts.join("")}${quotes}`);
}

const STYLES: readonly (readonly [TomlStyle, fc.Arbitrary<string>])[] = [
  ["toml-basic", literals('"', plain, escapes, fc.constant("'"))],
  ["toml-literal", literals("'", plain, fc.constantFrom('"', "\\", "\\u0041"))],
  ["toml-long-basic", literals('"""', plain, escapes, lineBreaks, lineEnds, fc.constantFrom("'", ' "" '))],
  ["toml-long-literal", literals("'''", plain, lineBreaks, fc.constantFrom('"', "\\", "\\n", " '' "))],
];

test.each(STYLES)("%s: decodes as the parser does", (style, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (literal) => {
      expect(decodeTomlText(literal, style).text).toBe(parsed(literal));
    }),
  );
});

test.each(STYLES)("%s: offsets rise, stay inside and plain characters stand at themselves", (style, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (literal) => {
      const { text, offsets } = decodeTomlText(literal, style);
      expect(offsets).toHaveLength(text.length + 1);
      for (let i = 0; i < text.length; i++) {
        const offset = offsets[i] ?? -1;
        expect(offsets[i + 1]).toBeGreaterThanOrEqual(offset);
        const source = literal[offset];
        const isWritten = source === "\\" || (source === "\r" && text[i] === "\n") || source === text[i];
        const isSecondHalf = i > 0 && offsets[i - 1] === offset;
        expect(isWritten || isSecondHalf).toBe(true);
      }
    }),
  );
});

test.each([
  ["toml-long-basic", '"""\r\na\\\n   b"""', "ab", [5, 11, 12]],
  ["toml-long-basic", '"""a""""', 'a"', [3, 4, 5]],
  ["toml-long-literal", "'''\n\\n\r\nx'''", "\\n\nx", [4, 5, 6, 8, 9]],
  ["toml-basic", '"\\U0001F600"', "\u{1F600}", [1, 1, 11]],
] as const)("%s: %j", (style, literal, text, offsets) => {
  expect(decodeTomlText(literal, style)).toEqual({ text, offsets });
});

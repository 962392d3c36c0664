import { LosslessNumber } from "lossless-json";
import { describe, expect, test } from "vitest";
import { toDocument } from "../../src/catalog/document.ts";
import { parseRaw, parseRecord } from "../../src/catalog/parse-record.ts";
import { scalarText } from "../../src/catalog/record/raw-value.ts";

describe("parseRecord", () => {
  test("keeps the text of numbers that JavaScript would change", () => {
    const record = parseRecord('{"a":12345678901234567890,"b":0.10,"c":7,"d":1e3}');
    expect(Object.values(record).map(scalarText)).toEqual(["12345678901234567890", "0.10", "7", "1e3"]);
    expect(record["c"]).toBe(7);
    expect(record["a"]).toBeInstanceOf(LosslessNumber);
  });

  test.each(["[]", "1", "null", "{", "", '{"a":1}x'])("%j is no record", (text) => {
    expect(() => parseRecord(text)).toThrow(SyntaxError);
  });

  test("refuses deep nesting before it parses", () => {
    expect(() => parseRaw("[".repeat(1_000_000))).toThrow(/deeper than/);
    expect(parseRaw('"[[[[ \\" [[["')).toBe('[[[[ " [[[');
  });

  test("a key like __proto__ is a key", () => {
    const record = parseRecord('{"__proto__":{"polluted":1.5}}');
    expect(Object.keys(record)).toEqual(["__proto__"]);
    expect(Object.hasOwn(toDocument(record, "cloudtrail"), "__proto__")).toBe(true);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from "../../src/util/json.ts";

test("objects are told from lists, null and scalars", () => {
  expect([{}, { a: 1 }].map(isJsonObject)).toEqual([true, true]);
  expect([null, [], "", 0, undefined].map(isJsonObject)).toEqual([false, false, false, false, false]);
});

test("canonical JSON sorts the keys of every object and keeps lists in order", () => {
  expect(canonicalJson({ b: [{ z: 1, a: null }, 2], a: "é\n" })).toBe('{"a":"é\\n","b":[{"a":null,"z":1},2]}');
});

test("canonical JSON is JSON of the same value, whatever the order of keys", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      expect(canonicalJson(reversed(plain))).toBe(canonicalJson(plain));
    }),
  );
});

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, each]): [string, JsonValue] => [key, reversed(each)]);
  return Object.fromEntries(entries.reverse()) as JsonObject;
}

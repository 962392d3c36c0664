import fc from "fast-check";
import { expect, test } from "vitest";
import { Interned } from "../../src/parquet/interned.ts";
import { bytes } from "./read-back.ts";

test("equal values get one number, different ones different numbers, in the order of their coming", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.string({ minLength: 60, maxLength: 90 }))),
      (texts) => {
        const values = new Interned();
        const numbers = texts.map((text) => values.number(...bytes(text)));
        const distinct = [...new Set(texts)];
        expect(numbers).toEqual(texts.map((text) => distinct.indexOf(text)));
        expect(distinct.map((_, number) => values.value(number).toString())).toEqual(distinct);
      },
    ),
  );
});

test("values with one hash are told apart, though the later ones are held more than once", () => {
  const values = new Interned();
  const text = (i: number) => `${"a".repeat(4)}${String(i).padStart(8, "0")}${"b".repeat(100)}`;
  const numbers = Array.from({ length: 200 }, (_, i) => values.number(...bytes(text(i))));
  expect(new Set(numbers).size).toBe(200);
  expect(values.value(numbers[150] ?? 0).toString()).toBe(text(150));
  expect(values.number(...bytes(text(3)))).toBe(numbers[3]);
  expect(values.value(values.number(...bytes(text(150)))).toString()).toBe(text(150));
});

test("after clearing it counts from the begin", () => {
  const values = new Interned();
  for (let i = 0; i < 1000; i++) values.numberOfText(`text ${i}`);
  values.clear();
  expect(values.numberOfText("text 5")).toBe(0);
  expect(values.count).toBe(1);
});

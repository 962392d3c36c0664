import fc from "fast-check";
import { expect, test } from "vitest";
import { FifoFold } from "../../src/detect/datadog/fifo-fold.ts";
import { Queue } from "../../src/detect/queue.ts";

/** True: the oldest leaves; a number comes in. */
const moves = fc.array(fc.oneof(fc.constant(true as const), fc.integer({ min: -50, max: 50 })), { maxLength: 60 });

test("a queue and its folds follow a plain array", () => {
  fc.assert(
    fc.property(moves, (all) => {
      const plain: number[] = [];
      const queue = new Queue<number>();
      const sum = new FifoFold((older, newer) => older + newer);
      const max = new FifoFold(Math.max);
      for (const move of all) {
        if (move !== true) {
          for (const each of [plain, queue, sum, max]) each.push(move);
        } else if (plain.length > 0) {
          expect(queue.shift()).toBe(plain.shift());
          sum.shift();
          max.shift();
        }
        expect(queue.toArray()).toEqual(plain);
        expect(queue.first()).toBe(plain[0]);
        expect(sum.value()).toBe(plain.length === 0 ? null : plain.reduce((a, b) => a + b));
        expect(max.value()).toBe(plain.length === 0 ? null : Math.max(...plain));
      }
    }),
  );
});

test("a queue keeps its order over many thousands of items", () => {
  const queue = new Queue<number>();
  const left: number[] = [];
  for (let item = 0; item < 10_000; item++) {
    queue.push(item);
    if (item % 3 !== 0) left.push(queue.shift() ?? -1);
  }
  expect(left).toEqual(Array.from({ length: left.length }, (_, index) => index));
  expect(queue.length).toBe(10_000 - left.length);
  expect(queue.toArray().at(-1)).toBe(9_999);
  queue.clear();
  expect([queue.length, queue.shift()]).toEqual([0, undefined]);
});

test("a fold does not lose a small number behind a large one", () => {
  const sum = new FifoFold((older, newer) => older + newer);
  for (const number of [1e20, 1, 2]) sum.push(number);
  sum.shift();
  expect(sum.value()).toBe(3);
});

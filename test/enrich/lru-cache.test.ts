import { expect, test } from "vitest";
import { LruCache } from "../../src/enrich/lru-cache.ts";

test("forgets what was asked for longest ago", () => {
  const cache = new LruCache<number>(2);
  let computed = 0;
  const ask = (key: string): number => cache.get(key, () => ++computed);
  expect(["a", "b", "a", "c", "a", "b"].map(ask)).toEqual([1, 2, 1, 3, 1, 4]);
});

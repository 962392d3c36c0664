import { expect, test } from "vitest";
import { hashMapOrder, javaHashCode } from "../../src/catalog/java-hash-map.ts";

// Hash codes and orders that OpenJDK gives; the orders are also those that public detection rules rely on.
test.each([
  ["", 0],
  ["a", 97],
  ["hello", 99162322],
  ["Aa", 2112],
  ["BB", 2112],
  ["withDecryption", javaHashOf("withDecryption")],
  ["\u{1F600}", 0xd83d * 31 + 0xde00],
])("String.hashCode of %j", (text, hash) => {
  expect(javaHashCode(text)).toBe(hash);
});

/** The polynomial with big integers, wrapped at the end. */
function javaHashOf(text: string): number {
  const sum = [...text].reduce((hash, char) => hash * 31n + BigInt(char.charCodeAt(0)), 0n);
  return Number(BigInt.asIntN(32, sum));
}

test.each([
  ["name withDecryption", "withDecryption name"],
  ["roleArn roleSessionName durationSeconds", "durationSeconds roleArn roleSessionName"],
  ["trailName eventSelectors", "eventSelectors trailName"],
  ["userName policyArn", "policyArn userName"],
  ["quotaCode serviceCode", "serviceCode quotaCode"],
  ["bucketName Host key", "bucketName Host key"],
  ["roleName policyArn", "policyArn roleName"],
  ["comment documentName instanceIds interactive", "instanceIds interactive comment documentName"],
])("HashMap order of %s", (keys, ordered) => {
  expect(hashMapOrder(keys.split(" "))).toEqual(ordered.split(" "));
});

test("keys of one bucket keep the order in which they were put", () => {
  expect(hashMapOrder(["Aa", "BB"])).toEqual(["Aa", "BB"]);
  expect(hashMapOrder(["BB", "Aa"])).toEqual(["BB", "Aa"]);
});

test("the thirteenth key doubles the table", () => {
  // One-letter keys hash to their code: p is 112, bucket 0 of 16 and bucket 16 of 32; @ is 64, bucket 0 of both.
  const twelve = [..."p@bcdefghijk"];
  expect(hashMapOrder(twelve).slice(0, 2)).toEqual(["p", "@"]);
  const thirteen = [...twelve, "l"];
  expect(hashMapOrder(thirteen)[0]).toBe("@");
  expect(hashMapOrder(thirteen).at(-1)).toBe("p");
});

test("a ninth key in one bucket doubles a small table", () => {
  // 16 divides all of them, 32 only every other one.
  const codes = [0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90, 0xa0];
  const keys = codes.map((code) => String.fromCharCode(code));
  expect(hashMapOrder(keys.slice(0, 8))).toEqual(keys.slice(0, 8));
  const [odd, even] = [codes.filter((code) => code % 32 !== 0), codes.filter((code) => code % 32 === 0)];
  expect(hashMapOrder(keys)).toEqual([...even, ...odd].map((code) => String.fromCharCode(code)));
});

test("nothing is lost, however many keys", () => {
  const keys = Array.from({ length: 1_000 }, (_, i) => `key${i}`);
  expect([...hashMapOrder(keys)].sort()).toEqual([...keys].sort());
});

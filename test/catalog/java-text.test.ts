import { describe, expect, test } from "vitest";
import { javaNumber } from "../../src/catalog/java-number.ts";
import { javaText } from "../../src/catalog/java-text.ts";
import { DEEPEST_JSON } from "../../src/catalog/parse-record.ts";

describe("javaNumber prints as Java does", () => {
  test.each([
    ["0", "0"],
    ["-0", "0"],
    ["12345678901234567890", "12345678901234567890"],
    ["0.0", "0.0"],
    ["-0.0", "-0.0"],
    ["2.50", "2.5"],
    ["1e3", "1000.0"],
    ["1E7", "1.0E7"],
    ["9999999.0", "9999999.0"],
    ["12345678.9", "1.23456789E7"],
    ["0.001", "0.001"],
    ["0.0001", "1.0E-4"],
    ["1.5e-10", "1.5E-10"],
    ["1e400", "Infinity"],
  ])("%s", (text, printed) => {
    expect(javaNumber(text)).toBe(printed);
  });
});

describe("javaText", () => {
  test.each([
    ['{"name":"/prod/db","withDecryption":true}', "{withDecryption=true, name=/prod/db}"],
    ['{"a":[1,"x",{"b":false}],"c":{}}', "{a=[1, x, {b=false}]}"],
    ['{"a":null,"b":"","c":"-","d":"none","e":[null,"-"]}', ""],
    ["{}", ""],
    ["null", ""],
    ['"text"', "text"],
    ['"none"', ""],
    ["[1, 2]", "[1, 2]"],
    ['{"rate":0.10,"big":12345678901234567890}', "{big=12345678901234567890, rate=0.1}"],
    ['{"a=b":"c, d"}', "{a=b=c, d}"],
    ['{"__proto__":"x"}', "{__proto__=x}"],
    ['{"a":1,"a":2}', "{a=2}"],
    ["not json", "not json"],
  ])("%s", (json, text) => {
    expect(javaText(json)).toBe(text);
  });

  test("pruned keys still count for the size of the table", () => {
    // With thirteen keys the table has 32 buckets: p (112) comes after @ (64).
    const nulls = [..."bcdefghijkl"].map((key) => `"${key}":null`).join(",");
    expect(javaText(`{"p":1,"@":2,${nulls}}`)).toBe("{@=2, p=1}");
    expect(javaText('{"p":1,"@":2}')).toBe("{p=1, @=2}");
  });

  test("text that is too deep comes back as it is, without a stack overflow", () => {
    const deep = "[".repeat(100_000);
    expect(javaText(deep)).toBe(deep);
    const nested = `${'{"a":'.repeat(DEEPEST_JSON)}1${"}".repeat(DEEPEST_JSON)}`;
    expect(javaText(nested)).toBe(nested.replaceAll('"', "").replaceAll(":", "="));
    expect(javaText(`[${nested}]`)).toBe(`[${nested}]`);
  });
});

import { BlockList, isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ipKey, ipRange } from "../../src/util/ip.ts";

describe("ipKey", () => {
  test.each([
    ["10.0.0.1", "00000000000000000000ffff0a000001"],
    ["::ffff:10.0.0.1", "00000000000000000000ffff0a000001"],
    ["::", "0".repeat(32)],
    ["::1", `${"0".repeat(31)}1`],
    ["2001:DB8::7", "20010db8000000000000000000000007"],
    ["1:2:3:4:5:6:7:8", "00010002000300040005000600070008"],
    ["1::8", "00010000000000000000000000000008"],
  ])("%s", (text, key) => {
    expect(ipKey(text)).toBe(key);
  });

  test.each([
    "",
    "10.0.0",
    "10.0.0.256",
    "10.0.0.01",
    "10.0.0.1:80",
    "10.0.0.1/8",
    "AWS Internal",
    "config.amazonaws.com",
    ":",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "12345::",
    "::1%eth0",
    "[::1]",
    "::ffff:10.0.0.256",
    "1:2:3:4:5:6:7::8:9",
  ])("%j is no address", (text) => {
    expect(ipKey(text)).toBeUndefined();
  });

  test("takes what Node takes for an address, zones aside, and nothing else", () => {
    const hex = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16));
    const nearly = fc.array(fc.oneof(hex, fc.constantFrom("", "::", ":", "1.2.3.4", "0")), { maxLength: 9 });
    const texts = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      nearly.map((parts) => parts.join(":")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(ipKey(text) !== undefined).toBe(isIP(text) !== 0);
      }),
      { numRuns: 3000 },
    );
  });

  test("orders addresses as numbers", () => {
    const keys = ["9.0.0.0", "10.0.0.0", "10.0.0.2", "10.0.0.10"].map(ipKey);
    expect([...keys].sort()).toEqual(keys);
  });
});

describe("ipRange", () => {
  test.each([
    ["10.0.0.0/8", "10.0.0.0", "10.255.255.255"],
    ["10.1.2.3/8", "10.0.0.0", "10.255.255.255"],
    ["10.1.2.3", "10.1.2.3", "10.1.2.3"],
    ["0.0.0.0/0", "0.0.0.0", "255.255.255.255"],
    ["2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"],
    ["::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
  ])("%s", (network, first, last) => {
    expect(ipRange(network)).toEqual({ first: ipKey(first), last: ipKey(last) });
  });

  test.each(["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "x/8", "::/129", "10.0.0.0/0x8"])(
    "%j is no network",
    (text) => {
      expect(ipRange(text)).toBeUndefined();
    },
  );

  test("holds the addresses that Node's block list holds", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, base, prefix) => {
        const list = new BlockList();
        list.addSubnet(base, prefix);
        const range = ipRange(`${base}/${prefix}`);
        const key = ipKey(address) ?? "";
        const inside = range !== undefined && range.first <= key && key <= range.last;
        expect(inside).toBe(list.check(address));
      }),
      { numRuns: 500 },
    );
  });
});

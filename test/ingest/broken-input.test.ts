import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { event, ids, readAll, readContent } from "./read-all.ts";

/** Records that do not compress, so that the place in the gzip data tells the place in the text. */
const RECORDS = Array.from({ length: 40 }, (_, n) => event(n, { requestID: noise(n) }));
const TEXT = JSON.stringify({ Records: RECORDS });

function noise(seed: number): string {
  let state = seed * 7919 + 1;
  return Array.from({ length: 300 }, () => {
    state = (state * 48271) % 2147483647;
    return (state % 36).toString(36);
  }).join("");
}

function reasonOf(read: Awaited<ReturnType<typeof readContent>>): string {
  return read.report.files.skipped.map((each) => each.reason).join();
}

/** The ids of the first records, in order. */
function firstIds(count: number): string[] {
  return RECORDS.slice(0, count).map((each) => String(each["eventID"]));
}

describe("gzip that ends early", () => {
  const zipped = gzipSync(TEXT);

  test("keeps the records before the break, wherever it is", async () => {
    let most = 0;
    for (let length = 20; length < zipped.length; length += 97) {
      const read = await readContent(zipped.subarray(0, length));
      expect(ids(read)).toEqual(firstIds(read.records.length));
      expect(reasonOf(read)).toMatch(
        new RegExp(`^gzip ends early: ${read.records.length} records? before the break w`),
      );
      expect(read.records.length).toBeGreaterThanOrEqual(Math.max(most, Math.floor((40 * length) / zipped.length) - 3));
      most = read.records.length;
    }
    expect(most).toBeGreaterThan(30);
  });

  test("with all text but without its check sum", async () => {
    const read = await readContent(zipped.subarray(0, -5));
    expect(ids(read)).toEqual(firstIds(40));
    expect(reasonOf(read)).toBe("gzip ends early: 40 records before the break were kept");
  });

  test("in its header", async () => {
    expect(reasonOf(await readContent(zipped.subarray(0, 5)))).toBe(
      "gzip ends early: 0 records before the break were kept",
    );
  });

  test("inside gzip, from standard input, and after a whole member", async () => {
    const inner = await readContent(gzipSync(zipped.subarray(0, 3000)));
    expect(reasonOf(inner)).toMatch(/^gzip ends early: \d+ records/);
    const piped = await readAll(["-"], { stdin: Readable.from([zipped.subarray(0, 3000)]) });
    expect(piped.records.length).toBe(inner.records.length);
    const member = gzipSync(`${JSON.stringify(event(0))}\n`);
    const second = await readContent(Buffer.concat([member, member.subarray(0, 12)]));
    expect(reasonOf(second)).toBe("gzip ends early: 1 record before the break was kept");
  });
});

describe("corrupt gzip", () => {
  test("keeps every record before the break", async () => {
    const zipped = gzipSync(TEXT);
    for (const at of [0.3, 0.6, 0.9].map((part) => Math.floor(zipped.length * part))) {
      const broken = Buffer.concat([zipped.subarray(0, at), Buffer.alloc(300, 0xff), zipped.subarray(at + 300)]);
      const read = await readContent(broken);
      const whole = Math.floor((40 * at) / zipped.length) - 2;
      expect(ids(read).slice(0, whole)).toEqual(firstIds(whole));
      expect(reasonOf(read)).toMatch(/^gzip is corrupt: \d+ records before the break were kept$/);
    }
  });

  test("with a wrong check sum all records were already there", async () => {
    const zipped = Buffer.from(gzipSync(TEXT));
    zipped.writeUInt32LE(0xdeadbeef, zipped.length - 8);
    for (const content of [zipped, gzipSync(zipped)]) {
      const read = await readContent(content);
      expect(ids(read)).toEqual(firstIds(40));
      expect(reasonOf(read)).toBe("gzip is corrupt: 40 records before the break were kept");
    }
  });

  test("far into a file and followed by garbage, no record twice", async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => event(n, { requestID: randomBytes(30).toString("hex") }));
    const zipped = gzipSync(`${many.map((each) => JSON.stringify(each)).join("\n")}\n`, { level: 1 });
    const read = await readContent(Buffer.concat([zipped, Buffer.from("garbage")]));
    expect(ids(read)).toEqual(many.map((each) => each["eventID"]));
    expect(reasonOf(read)).toBe("gzip is corrupt: 20000 records before the break were kept");
  });
});

describe("a gzip bomb", () => {
  const bomb = gzipSync(
    Buffer.concat([Buffer.from(`${JSON.stringify(event(0))}\n{"eventTime":"`), Buffer.alloc(100_000_000, 0x61)]),
  );

  test("stops at the limit, with the records before it", async () => {
    const before = process.memoryUsage().rss;
    const read = await readContent(bomb, { maxDecompressedBytes: 1_000_000, maxRecordBytes: 100_000 });
    expect(reasonOf(read)).toBe("more than 1000000 bytes when decompressed: 1 record before the break was kept");
    expect(ids(read)).toEqual(["id-0"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  test("inside gzip", async () => {
    const read = await readContent(gzipSync(bomb), { maxDecompressedBytes: 1_000_000 });
    expect(reasonOf(read)).toMatch(/^more than 1000000 bytes when decompressed/);
  });

  test("a file of exactly the limit is none", async () => {
    const read = await readContent(gzipSync(TEXT), { maxDecompressedBytes: TEXT.length });
    expect(read.report.files.read).toBe(1);
    const smaller = await readContent(gzipSync(TEXT), { maxDecompressedBytes: TEXT.length - 1 });
    expect(reasonOf(smaller)).toBe(
      `more than ${TEXT.length - 1} bytes when decompressed: 40 records before the break were kept`,
    );
  });
});

describe("JSON that ends early", () => {
  test.each([
    ["a log file", TEXT.slice(0, TEXT.indexOf("id-5")), 5],
    ["a log file between records", TEXT.slice(0, TEXT.indexOf('{"eventVersion"', 500)), 1],
    [
      "lines",
      RECORDS.map((each) => JSON.stringify(each))
        .join("\n")
        .slice(0, -1),
      39,
    ],
    ["a single record", JSON.stringify(event(0)).slice(0, 100), 0],
  ])("%s", async (_, text, kept) => {
    const read = await readContent(text);
    expect(ids(read)).toEqual(firstIds(kept));
    expect(reasonOf(read)).toMatch(new RegExp(`^JSON ends early: ${kept} records? before the break w`));
    expect(read.report.records.malformed).toEqual([]);
  });
});

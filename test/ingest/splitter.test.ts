import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Piece, Splitter } from "../../src/ingest/splitter.ts";

const LIMITS = { maxRecordBytes: 10_000, maxDepth: 50 };

/** Pieces of a text that arrives in chunks of the given sizes, over and over. */
function split(text: string | Uint8Array, chunks: readonly number[], limits = LIMITS) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const splitter = new Splitter(limits, null);
  const values: string[] = [];
  const faults: string[] = [];
  const drain = () => {
    for (let piece: Piece | null = splitter.next(); piece !== null; piece = splitter.next()) {
      if (piece.kind === "value") values.push(new TextDecoder().decode(piece.bytes));
      else if (piece.kind === "fault") faults.push(piece.reason);
    }
  };
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = chunks[i % chunks.length] ?? 1;
    // a copy of its own, overwritten after use: the splitter must not rely on chunks that are gone
    const chunk = bytes.slice(at, at + size);
    splitter.push(chunk);
    drain();
    at += size;
  }
  splitter.finish();
  drain();
  return { values, faults, truncated: splitter.truncated, containers: splitter.containers };
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const object = fc.dictionary(
  fc.string({ unit: "binary" }).filter((key) => !/^(Records|Events|logEvents|events)$/.test(key)),
  fc.jsonValue({ maxDepth: 4 }),
);

/** JSON text of a value with white space from the list wherever the grammar allows it. */
function print(value: unknown, spaces: readonly string[]): string {
  let used = 0;
  const gap = () => spaces[used++ % spaces.length] ?? "";
  const write = (each: unknown): string => {
    if (Array.isArray(each)) return `[${gap()}${each.map((item) => write(item) + gap()).join(`,${gap()}`)}]`;
    if (typeof each !== "object" || each === null) return JSON.stringify(each);
    const members = Object.entries(each).map(([key, item]) => `${JSON.stringify(key)}${gap()}:${gap()}${write(item)}`);
    return `{${gap()}${members.join(`${gap()},${gap()}`)}${gap()}}`;
  };
  return gap() + write(value) + gap();
}

const spaces = fc.array(space, { minLength: 1, maxLength: 7 });

describe("any legal JSON, any chunks", () => {
  test("elements of the list of an envelope, wherever its key comes", () => {
    fc.assert(
      fc.property(object, fc.array(object), object, spaces, chunkSizes, (before, records, after, gaps, chunks) => {
        const text = print({ ...before, Records: records, ...after }, gaps);
        const result = split(text, chunks);
        expect(result.values.map((each) => JSON.parse(each))).toEqual(JSON.parse(JSON.stringify(records)));
        expect(result).toMatchObject({ faults: [], truncated: false, containers: 1 });
      }),
      { numRuns: 300 },
    );
  });

  test("values one after another, and elements of an array", () => {
    fc.assert(
      fc.property(fc.array(object), fc.boolean(), spaces, chunkSizes, (records, inArray, gaps, chunks) => {
        const text = inArray ? print(records, gaps) : records.map((each) => print(each, gaps)).join("");
        const result = split(text, chunks);
        expect(result.values.map((each) => JSON.parse(each))).toEqual(JSON.parse(JSON.stringify(records)));
        expect(result).toMatchObject({ faults: [], truncated: false });
      }),
      { numRuns: 300 },
    );
  });

  test("elements that are no objects are passed on as they are", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), spaces, chunkSizes, (elements, gaps, chunks) => {
        const result = split(print({ Records: elements }, gaps), chunks);
        expect(result.values.map((each) => JSON.parse(each))).toEqual(JSON.parse(JSON.stringify(elements)));
        expect(result.faults).toEqual([]);
      }),
    );
  });
});

describe("any text, any chunks", () => {
  const tight = { maxRecordBytes: 500, maxDepth: 20 };
  const soup = fc.array(
    fc.oneof(
      fc.constantFrom(
        '{"a":1}',
        '{"eventTime":1}',
        '{"Records":[',
        "]",
        "}",
        "{",
        "[",
        ",",
        ":",
        '"',
        "\\",
        "\n",
        " ",
        "x",
      ),
      fc.constantFrom(
        "\\u00",
        `{"eventName":"${"a".repeat(33)}"}`,
        "x".repeat(90),
        " ".repeat(70),
        `"${"y".repeat(300)}"`,
      ),
    ),
    { maxLength: 40 },
  );

  test("chunk borders change nothing", () => {
    fc.assert(
      fc.property(soup, chunkSizes, (tokens, chunks) => {
        const text = tokens.join("");
        expect(split(text, chunks, tight)).toEqual(split(text, [text.length + 1], tight));
      }),
      { numRuns: 2000 },
    );
  });

  test("a record on a line of its own is found whatever the lines before it hold", () => {
    fc.assert(
      fc.property(soup, chunkSizes, (tokens, chunks) => {
        const before = tokens.join("").replaceAll("\n", " ");
        const { values } = split(`${before}\n{"eventTime":"sentinel"}\n`, chunks, tight);
        expect(values.at(-1)).toBe('{"eventTime":"sentinel"}');
      }),
      { numRuns: 2000 },
    );
  });
});

describe("after a fault", () => {
  const good = (n: number) => `{"eventVersion":"1.08","eventTime":"t${n}","r":{"a":[1]}}`;
  const broken: [string, string][] = [
    ["a comma too many", '{"eventVersion":"1.08",,"eventTime":"x"}'],
    ["a missing closing brace", '{"eventVersion":"1.08","r":{"a":1}'],
    ["two missing closing braces", '{"eventVersion":"1.08","r":{"a":1'],
    ["a closing brace too many", '{"eventVersion":"1.08"}}'],
    ["a string without its end", '{"eventVersion":"1.08","eventName":"Get,"eventSource":"x"}'],
    ["a cut value", '{"eventVersion":"1.08","eventName":'],
    ["a cut string", '{"eventVersion":"1.08","eventNa'],
    ["brackets that do not match", '{"eventVersion":"1.08","r":[1}'],
    ["garbage", "oops"],
    ["a stray colon", ":"],
    ["nothing", ""],
  ];

  test.each(broken)("in lines: %s", (_, bad) => {
    for (const chunk of [1, 7, 10_000]) {
      const { values } = split([good(1), bad, good(2), good(3)].join("\n"), [chunk]);
      expect(values.filter((value) => value.includes('"r"'))).toEqual([good(1), good(2), good(3)]);
    }
  });

  test.each(broken)("in a list: %s", (_, bad) => {
    for (const chunk of [1, 7, 10_000]) {
      const { values } = split(`{"Records":[${[good(1), bad, good(2), good(3)].join(",")}]}`, [chunk]);
      expect(values.filter((value) => value.includes('"r"'))).toEqual([good(1), good(2), good(3)]);
    }
  });

  test("one fault is counted for one broken value", () => {
    const text = `{"Records":[${good(1)},{"eventVersion":"1.08",,"x":1},${good(2)}],"more":1}`;
    expect(split(text, [3])).toMatchObject({ faults: ["invalid JSON: unexpected character"], truncated: false });
  });

  test("envelopes on lines of their own do not suffer from one that is cut", () => {
    const text = `{"Records":[${good(1)},{"eventVersion":"1\n{"Records":[${good(2)}]}\n{"Records":[${good(3)}]}\n`;
    expect(split(text, [5])).toMatchObject({ values: [good(1), good(2), good(3)], truncated: false });
  });

  test("values between which a comma lacks are both found", () => {
    const { values, faults } = split(`[${good(1)} ${good(2)}]`, [4]);
    expect(values).toEqual([good(1), good(2)]);
    expect(faults).toEqual(["invalid JSON: no comma between records"]);
  });
});

describe("limits", () => {
  test("a value that is too large is passed over without being kept", () => {
    const large = `{"eventTime":"${"x".repeat(20_000)}"}`;
    const { values, faults } = split(`{"Records":[{"a":1},${large},{"b":2}]}`, [100]);
    expect(values).toEqual(['{"a":1}', '{"b":2}']);
    expect(faults).toEqual(["larger than 10000 bytes"]);
  });

  test("an envelope may hold any amount around its records", () => {
    const { values, faults } = split(
      `{"x":"${"y".repeat(30_000)}","Records":[{"a":1}],"z":[${"1,".repeat(9000)}1]}`,
      [64],
    );
    expect(values).toEqual(['{"a":1}']);
    expect(faults).toEqual([]);
  });

  test("nesting beyond the limit costs that value only", () => {
    const deep = `{"a":${"[".repeat(60)}${"]".repeat(60)}}`;
    const { values, faults } = split(`{"Records":[{"a":1},${deep},{"b":2}]}`, [13]);
    expect(values).toEqual(['{"a":1}', '{"b":2}']);
    expect(faults).toEqual(["nested deeper than 51"]);
  });

  test.each([
    ["open brackets", "["],
    ["open objects", '{"a":'],
    ["open objects on lines", '{"a":\n'],
    ["broken objects in an array", "[{,},"],
    ["braces", "{"],
    ["quotes", '"'],
    ["broken lines", "{,[\n"],
    ["envelopes", '{"Records":['],
  ])("a megabyte of %s is read in linear time", (_, part) => {
    const pieces = split(part.repeat(1_000_000 / part.length), [65_536], { maxRecordBytes: 16_000_000, maxDepth: 100 });
    expect(pieces).toBeDefined();
  });
});

describe("cut text", () => {
  const text = '{"x":1,"Records":[{"a":1},{"b":{"c":"d"}}],"y":[2]}';
  test("every cut is noticed, and the whole values before it are kept", () => {
    for (let length = 1; length < text.length; length++) {
      const { values, truncated } = split(text.slice(0, length), [4]);
      expect(truncated).toBe(true);
      expect(values).toEqual(
        ['{"a":1}', '{"b":{"c":"d"}}'].filter((value) => text.indexOf(value) + value.length <= length),
      );
    }
    expect(split(text, [4]).truncated).toBe(false);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { locate } from "../../src/source/location.ts";
import { embedded, outermost, source } from "../../src/source/source.ts";
import { cover, span } from "../../src/source/span.ts";

describe("locate", () => {
  test("counts lines and columns from 1, in UTF-16 units", () => {
    const file = source("f", "ab\n\u{1f600}c\n");
    const at = (offset: number) => {
      const { line, column, lineText } = locate(file, offset);
      return [line, column, lineText];
    };
    expect(at(0)).toEqual([1, 1, "ab"]);
    expect(at(2)).toEqual([1, 3, "ab"]);
    expect(at(3)).toEqual([2, 1, "\u{1f600}c"]);
    expect(at(5)).toEqual([2, 3, "\u{1f600}c"]);
    expect(at(7)).toEqual([3, 1, ""]);
  });

  test("agrees with a walk over the text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "\n", "é", " "), { maxLength: 30 }),
        fc.nat({ max: 30 }),
        (chars, n) => {
          const text = chars.join("");
          const offset = Math.min(n, text.length);
          const lines = text.slice(0, offset).split("\n");
          const found = locate(source("f", text), offset);
          expect([found.line, found.column]).toEqual([lines.length, (lines.at(-1)?.length ?? 0) + 1]);
          expect(found.lineText).toBe(text.split("\n")[lines.length - 1]);
        },
      ),
    );
  });
});

describe("embedded sources", () => {
  const file = source("f", "0123456789");
  const outer = embedded(file, "2468", [2, 4, 6, 8, 9]);
  const inner = embedded(outer, "48", [1, 3, 4]);

  test("lead through every layer to the file", () => {
    expect([0, 1, 2].map((offset) => outermost(inner, offset).offset)).toEqual([4, 8, 9]);
    expect(outermost(inner, 0).source).toBe(file);
    expect([inner.name, outermost(file, 7)]).toEqual(["f", { source: file, offset: 7 }]);
  });

  test("end where their last offset says, also for an offset behind the end", () => {
    expect(outermost(inner, 99).offset).toBe(9);
    expect(outermost(embedded(file, "", []), 0).offset).toBe(0);
  });
});

test("spans cover", () => {
  expect(cover(span(3, 5), span(8, 9))).toEqual({ start: 3, end: 9 });
});

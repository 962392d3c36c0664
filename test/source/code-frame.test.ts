import { describe, expect, test } from "vitest";
import { codeFrame } from "../../src/source/code-frame.ts";
import type { Diagnostic } from "../../src/source/diagnostic.ts";
import { embedded, source } from "../../src/source/source.ts";

function frame(text: string, start: number, end: number, more: Partial<Diagnostic> = {}): string[] {
  const diagnostic = { code: "syntax", severity: "error", message: "what is wrong", span: { start, end } } as const;
  return codeFrame({ ...diagnostic, source: source("rule.toml", text), ...more }).split("\n");
}

describe("a code frame", () => {
  test("has file, line, column, code, message, the line, a caret under the place and the hint", () => {
    const text = "one\ntwo three\nfour";
    expect(frame(text, 8, 13, { hint: 'did you mean "tree"?' })).toEqual([
      "rule.toml:2:5: error[syntax]: what is wrong",
      "2 | two three",
      "        ^^^^^",
      '    did you mean "tree"?',
    ]);
  });

  test("marks one character where a span is empty, at the end, or goes on in the next line", () => {
    expect(frame("abc", 1, 1)[2]).toBe("     ^");
    expect(frame("abc", 3, 3)).toEqual(["rule.toml:1:4: error[syntax]: what is wrong", "1 | abc", "       ^"]);
    expect(frame("abc\ndef", 1, 6)[2]).toBe("     ^");
    expect(frame("", 0, 0)).toEqual(["rule.toml:1:1: error[syntax]: what is wrong", "1 | ", "    ^"]);
  });

  test("shows a piece of a long line, with the caret where it belongs", () => {
    const text = `${"a".repeat(500)}HERE${"b".repeat(500)}`;
    const [head, line, caret] = frame(text, 500, 504);
    expect(head).toContain("rule.toml:1:501:");
    expect(line?.length).toBeLessThan(130);
    const at = caret?.indexOf("^") ?? 0;
    expect(line?.slice(at, at + 4)).toBe("HERE");
    for (const [start, end] of [
      [0, 4],
      [996, 1004],
    ] as const) {
      const [, edge, mark] = frame(text, start, end);
      expect(edge?.slice(mark?.indexOf("^"), (mark?.lastIndexOf("^") ?? 0) + 1)).toBe(text.slice(start, end));
    }
  });

  test("keeps tabs in one column and control characters out, in the text and in what is said of it", () => {
    const [, line, caret] = frame("\tx\u001b[31m\u202ey", 1, 2);
    expect([line, caret]).toEqual(["1 |  x\ufffd[31m\ufffdy", "     ^"]);
    const said = frame("x", 0, 1, { message: "unknown \u001b[2J", hint: "did you mean \u009b?" }).join("\n");
    expect(said).not.toMatch(/[^\P{C}\n]/u);
  });

  test("of a line that ends in CR LF does not show the CR", () => {
    expect(frame("one\r\ntwo\r\n", 5, 8)).toEqual([
      "rule.toml:2:1: error[syntax]: what is wrong",
      "2 | two",
      "    ^^^",
    ]);
  });

  test("inside an embedded source points into the file that a person opens", () => {
    const file = source("rule.json", '{\n  "query": "a\\"b c"\n}');
    const text = 'a"b c';
    const begin = file.text.indexOf('a\\"b');
    const query = embedded(
      file,
      text,
      [0, 1, 3, 4, 5, 6].map((each) => begin + each),
    );
    const at = text.indexOf("c");
    expect(frame("", at, at + 1, { source: query })).toEqual([
      "rule.json:2:18: error[syntax]: what is wrong",
      '2 |   "query": "a\\"b c"',
      `${" ".repeat(4 + 17)}^`,
    ]);
  });
});

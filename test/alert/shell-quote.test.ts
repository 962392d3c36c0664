import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shellQuote } from "../../src/alert/shell-quote.ts";

const HOSTILE = [
  "x; rm -rf ~",
  "file:///etc/passwd",
  "-h",
  "--profile",
  "it's",
  "'; echo pwned; '",
  '"double"',
  "$(touch /tmp/pwned)",
  "`id`",
  "$HOME $PATH $$",
  "a\\b\\",
  "a\\'b",
  "*?[a-z]~",
  "#not a comment",
  "&& || | > <",
  "!history",
  "é 日本語 😀",
  " leading and trailing ",
  "",
];

/** What a real shell makes of the words, through `printf %s`. */
function throughShell(shell: string, words: readonly string[]): readonly string[] {
  const printed = execFileSync(shell, ["-c", `printf '%s\\0' ${words.join(" ")}`], { encoding: "utf8" });
  return printed.split("\0").slice(0, -1);
}

test.each(["sh", "bash"])("%s sees exactly the text", (shell) => {
  const words = HOSTILE.map((text) => shellQuote(text) ?? "");
  expect(throughShell(shell, words)).toEqual(HOSTILE);
});

test("any printable text comes through a real shell unchanged", () => {
  const printable = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(printable, (texts) => {
      const quotable = texts.filter((text) => shellQuote(text) !== null);
      fc.pre(quotable.length > 0);
      expect(
        throughShell(
          "sh",
          quotable.map((text) => shellQuote(text) ?? ""),
        ),
      ).toEqual(quotable);
    }),
    { numRuns: 25 },
  );
});

test.each(["a\nb", "a\rb", "nul\0", "\u001b[2J", "\u009b", "rtl\u202e", "zwsp\u200b", "lone\udc00"])(
  "%j is refused",
  (text) => {
    expect(shellQuote(text)).toBeNull();
  },
);

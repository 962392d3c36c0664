import { describe, expect, test } from "vitest";
import type { Condition } from "../../../src/lang/datadog/condition.ts";
import { parseCondition, parsePercentile } from "../../../src/lang/datadog/parse-condition.ts";
import { source } from "../../../src/source/source.ts";
import { unreachable } from "../../../src/util/invariant.ts";

const LABELS = ["a", "b", "c", "failed_logins", "failed_logins 2", "with-mfa", "5xx", "THEN"];

function parse(text: string) {
  return parseCondition(source("condition", text), LABELS);
}

function outline(condition: Condition): string {
  switch (condition.kind) {
    case "comparison":
      return `${condition.label}${condition.operator}${condition.number}`;
    case "all":
      return `all(${condition.operands.map(outline).join(" ")})`;
    case "any":
      return `any(${condition.operands.map(outline).join(" ")})`;
    case "then":
      return `then(${outline(condition.first)} ${outline(condition.then)})`;
    default:
      return unreachable(condition);
  }
}

describe("a condition", () => {
  test.each([
    ["a > 5", "a>5"],
    ["a>0", "a>0"],
    ["a >= 0.5", "a>=0.5"],
    ["a<-1", "a<-1"],
    ["a <= 1e3", "a<=1000"],
    ["failed_logins > 5 && b > 0", "all(failed_logins>5 b>0)"],
    ["failed_logins 2 > 5", "failed_logins 2>5"],
    ["with-mfa > 0", "with-mfa>0"],
    ["5xx > 10", "5xx>10"],
    ["THEN > 0 THEN THEN > 1", "then(THEN>0 THEN>1)"],
    ["a > 1 || b > 2 && c > 3", "any(a>1 all(b>2 c>3))"],
    ["(a > 1 || b > 2) && c > 3", "all(any(a>1 b>2) c>3)"],
    ["a > 1 && b > 2 && c > 3", "all(a>1 b>2 c>3)"],
    ["a > 0 THEN b > 0", "then(a>0 b>0)"],
    ["a > 0 && b > 0 THEN (c > 0 || a > 9)", "then(all(a>0 b>0) any(c>0 a>9))"],
    ["a>0THEN b>0", null],
    [" ( ( a > 1 ) ) ", "a>1"],
  ])("%j is %j", (text, expected) => {
    const { condition, diagnostics } = parse(text);
    expect(condition && outline(condition)).toBe(expected);
    expect(diagnostics.length).toBe(expected === null ? 1 : 0);
  });

  test.each([
    ["3 < a", "a>3"],
    ["3 >= a && b > 0", "all(a<=3 b>0)"],
  ])("%j is turned around, with a warning", (text, expected) => {
    const { condition, diagnostics } = parse(text);
    expect(condition && outline(condition)).toBe(expected);
    expect(diagnostics.map((each) => [each.code, each.severity])).toEqual([["normalised", "warning"]]);
  });

  test.each([
    ["a == 5", "unsupported-feature", "=="],
    ["a = 5", "unsupported-feature", "="],
    ["a != 5", "unsupported-feature", "!="],
    ["a > 5 * 2", "unsupported-feature", "*"],
    ["a + b > 5", "unsupported-feature", "+"],
    ["!(a > 5)", "unsupported-feature", "!"],
    ["a > b", "unsupported-feature", "b"],
    ["a > 0 THEN b > 0 THEN c > 0", "unsupported-feature", "THEN"],
    ["(a > 0 THEN b > 0)", "unsupported-feature", "THEN"],
    ["failed_login > 5", "unknown-reference", "failed_login"],
    ["aa > 5", "unknown-reference", "aa"],
    ["a > 5 && d > 0", "unknown-reference", "d"],
    ["", "syntax", ""],
    ["a", "syntax", ""],
    ["a >", "syntax", ""],
    ["a > 5 &&", "syntax", ""],
    ["a > 5 and b > 0", "syntax", "and"],
    ["a > 5,000", "syntax", ","],
    ["a > 5 b > 0", "syntax", "b"],
    ["(a > 5", "syntax", "("],
    ["a > 5)", "syntax", ")"],
    [`${"(".repeat(101)}a > 5${")".repeat(101)}`, "limit", "("],
  ])("%j is refused as %s at %j", (text, code, at) => {
    const { condition, diagnostics } = parse(text);
    expect(condition).toBeNull();
    expect(diagnostics.map((each) => [each.code, text.slice(each.span.start, each.span.end)])).toEqual([[code, at]]);
  });

  test("guesses at an unknown label, and lists the known ones otherwise", () => {
    expect(parse("faild_logins > 5").diagnostics[0]?.hint).toBe('did you mean "failed_logins" or "failed_logins 2"?');
    expect(parseCondition(source("condition", "unlike > 5"), ["a", "b"]).diagnostics[0]?.hint).toBe(
      'its queries are "a", "b"',
    );
  });

  test("has the spans of its parts", () => {
    const text = " a > 1  &&  b>2 ";
    const { condition } = parse(text);
    expect(condition).toMatchObject({ kind: "all", span: { start: 1, end: 15 } });
  });
});

describe("a percentile", () => {
  test.each([
    ["a > 0.995", 0.995, 0],
    ["a>0.95", 0.95, 0],
    ["a > .99", 0.99, 0],
    ["a > 99 5", 0.995, 1],
    ["a > 99  95", 0.9995, 1],
    ["a > 99.5", 0.995, 1],
    ["a > 99", 0.99, 1],
    ["a > 1", 1, 1],
    ["a > 100", 1, 1],
    ["a > 1 5", 0.015, 1],
    ["a > 0 5", 0.005, 1],
    ["a >= 0.995", 0.995, 1],
    ["0.995 < a", 0.995, 1],
    ["99 5 < a", 0.995, 2],
  ])("%j is %d with %d warnings", (text, expected, warnings) => {
    const { percentile, diagnostics } = parsePercentile(source("condition", text), "a");
    expect(percentile).toBe(expected);
    expect(diagnostics.map((each) => each.code)).toEqual(Array(warnings).fill("normalised"));
  });

  test.each([
    ["a > 0", "invalid-value"],
    ["a > -1", "invalid-value"],
    ["a > 101", "invalid-value"],
    ["a > 100 1", "invalid-value"],
    ["a < 0.995", "invalid-value"],
    ["0.995 > a", "invalid-value"],
    ["b > 0.995", "unknown-reference"],
    ["a == 0.995", "unsupported-feature"],
    ["a > 0.9 && a > 0.8", "syntax"],
    ["a > 99 5 5", "syntax"],
    ["a > 99 5.5", "syntax"],
    ["a > ", "syntax"],
    ["", "syntax"],
  ])("%j is refused as %s", (text, code) => {
    const { percentile, diagnostics } = parsePercentile(source("condition", text), "a");
    expect(percentile).toBeNull();
    expect(diagnostics.map((each) => each.code)).toEqual([code]);
  });
});

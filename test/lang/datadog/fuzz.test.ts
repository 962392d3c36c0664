import fc from "fast-check";
import { expect, test } from "vitest";
import { compileSearch } from "../../../src/lang/datadog/compile.ts";
import { parseCondition, parsePercentile } from "../../../src/lang/datadog/parse-condition.ts";
import { type Diagnostic, hasErrors } from "../../../src/source/diagnostic.ts";
import { source } from "../../../src/source/source.ts";
import { fakeVocabulary } from "./fake-vocabulary.ts";

const piece = fc.constantFrom(
  ..."()[]{}<>=!&|:*?\\\"'~^#@+-., \n\tabAZ019".split(""),
  ...[
    "AND",
    "OR",
    "NOT",
    " TO ",
    "CIDR(",
    "@a:",
    "env:",
    "_exists_:",
    "&&",
    "||",
    ">=",
    "*:*",
    "10.0.0.0/8",
    "\u{1F600}",
    "\u{D800}",
  ],
);
const query = fc.oneof(
  fc.array(piece, { maxLength: 25 }).map((each) => each.join("")),
  fc.string({ unit: "binary" }),
);

test("a search never throws, and every span lies inside its text", () => {
  fc.assert(
    fc.property(query, (text) => {
      const compiled = compileSearch(source("query", text), fakeVocabulary);
      expect(compiled.predicate === null).toBe(hasErrors(compiled.diagnostics));
      expectInside(compiled.diagnostics, text);
      for (const { span } of compiled.fields) expect(span.start < span.end && span.end <= text.length).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

const conditionPiece = fc.constantFrom(
  ..."ab01 ()&|<>=!.+-*".split(""),
  ...["THEN", " THEN ", "&&", "||", ">=", "a > 0", "failed logins", "99 5", "0.995"],
);
const condition = fc.array(conditionPiece, { maxLength: 20 }).map((each) => each.join(""));

test("a condition never throws, and every span lies inside its text", () => {
  fc.assert(
    fc.property(fc.oneof(condition, fc.string({ unit: "binary" })), (text) => {
      const parsed = parseCondition(source("condition", text), ["a", "b", "failed logins"]);
      expect(parsed.condition === null).toBe(hasErrors(parsed.diagnostics));
      expectInside(parsed.diagnostics, text);
      const { percentile, diagnostics } = parsePercentile(source("condition", text), "a");
      expect(percentile === null).toBe(hasErrors(diagnostics));
      if (percentile !== null) expect(percentile > 0 && percentile <= 1).toBe(true);
      expectInside(diagnostics, text);
    }),
    { numRuns: 5000 },
  );
});

function expectInside(diagnostics: readonly Diagnostic[], text: string): void {
  for (const { span, message } of diagnostics) {
    expect(message).not.toBe("");
    expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
  }
}

import { expect, test } from "vitest";
import { type Diagnostic, DiagnosticError, hasErrors } from "../../src/source/diagnostic.ts";
import { source } from "../../src/source/source.ts";
import { nowhere } from "../../src/source/span.ts";

const base: Diagnostic = {
  code: "limit",
  severity: "warning",
  message: "too much",
  source: source("f", ""),
  span: nowhere,
};

test("errors count, warnings and notes do not", () => {
  expect(hasErrors([])).toBe(false);
  expect(hasErrors([base, { ...base, severity: "info" }])).toBe(false);
  expect(hasErrors([base, { ...base, severity: "error" }])).toBe(true);
});

test("a diagnostic is thrown with its message", () => {
  const error = new DiagnosticError(base);
  expect([error.message, error.name, error.diagnostic]).toEqual(["too much", "DiagnosticError", base]);
});

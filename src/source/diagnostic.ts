import type { Source } from "./source.ts";
import type { Span } from "./span.ts";

export type DiagnosticSeverity = "error" | "warning" | "info";

export type DiagnosticCode =
  | "syntax" // the text does not parse
  | "unknown-field" // a field that the vocabulary does not have
  | "unknown-key" // a key that the rule format does not have
  | "unknown-reference" // a label, list or id that nothing defines
  | "missing-key"
  | "invalid-value" // a known key with a value that it cannot take
  | "duplicate-id"
  | "unsupported-type" // a rule type or detection method that is not there yet
  | "unsupported-language"
  | "unsupported-feature"
  | "no-effect" // accepted, but it changes nothing here
  | "deprecated"
  | "normalised" // taken in another form, as the vendor's server does
  | "never-matches"
  | "always-matches"
  | "cuts-history" // a time filter in a query also cuts the history that it is compared with
  | "limit"; // larger than what is allowed

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: DiagnosticSeverity;
  /** One sentence: what is wrong, what was expected. No location, no full stop. */
  readonly message: string;
  readonly source: Source;
  readonly span: Span;
  /** A guess or a way out, e.g. `did you mean "event.action"?` */
  readonly hint?: string;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === "error");
}

/** Thrown inside a front end to leave a parse; callers at the front end's door turn it into a result. */
export class DiagnosticError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = "DiagnosticError";
    this.diagnostic = diagnostic;
  }
}

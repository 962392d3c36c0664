import {
  type Diagnostic,
  type DiagnosticCode,
  DiagnosticError,
  type DiagnosticSeverity,
} from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import type { Span } from "../../source/span.ts";
import { MOST_DIAGNOSTICS } from "./limits.ts";

/** Gathers the diagnostics of one query. */
export class Reporter {
  readonly #source: Source;
  readonly #diagnostics: Diagnostic[] = [];

  constructor(source: Source) {
    this.#source = source;
  }

  get hasErrors(): boolean {
    return this.#diagnostics.some((each) => each.severity === "error");
  }

  /** In the order of the text. A text with errors gets no warnings: they would be about what the errors broke. */
  get diagnostics(): readonly Diagnostic[] {
    const shown = this.hasErrors ? this.#diagnostics.filter((each) => each.severity === "error") : this.#diagnostics;
    return shown.toSorted((a, b) => a.span.start - b.span.start);
  }

  error(code: DiagnosticCode, message: string, span: Span, hint?: string): void {
    const errors = this.#diagnostics.filter((each) => each.severity === "error").length;
    if (errors >= MOST_DIAGNOSTICS) this.abandon("limit", `more than ${MOST_DIAGNOSTICS} errors`, span);
    this.#add("error", code, message, span, hint);
  }

  warning(code: DiagnosticCode, message: string, span: Span, hint?: string): void {
    if (this.#diagnostics.length < MOST_DIAGNOSTICS) this.#add("warning", code, message, span, hint);
  }

  /** Leaves the compilation: reports the error and throws it. */
  abandon(code: DiagnosticCode, message: string, span: Span, hint?: string): never {
    throw new DiagnosticError(this.#add("error", code, message, span, hint));
  }

  #add(severity: DiagnosticSeverity, code: DiagnosticCode, message: string, span: Span, hint?: string): Diagnostic {
    const diagnostic = { code, severity, message, source: this.#source, span, ...(hint === undefined ? {} : { hint }) };
    this.#diagnostics.push(diagnostic);
    return diagnostic;
  }
}

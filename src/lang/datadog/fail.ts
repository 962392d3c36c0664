import { type DiagnosticCode, DiagnosticError } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import type { Span } from "../../source/span.ts";

export interface Failure {
  readonly code?: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Leaves the parse with an error at this place (`syntax` unless another code is given). */
export function fail(source: Source, span: Span, failure: Failure): never {
  const { code = "syntax", message, hint } = failure;
  const at = { code, severity: "error", message, source, span } as const;
  throw new DiagnosticError(hint === undefined ? at : { ...at, hint });
}

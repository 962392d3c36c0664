import type { Diagnostic, DiagnosticCode, DiagnosticSeverity } from "../../source/diagnostic.ts";
import type { Path } from "./read-yaml.ts";
import type { Place } from "./serve-config.ts";

/** Where the values of a configuration file stand. The source shows no secrets. */
export interface Places {
  value(path: Path): Place;
  key(path: Path): Place;
}

export function diagnosticAt(
  place: Place,
  severity: DiagnosticSeverity,
  code: DiagnosticCode,
  message: string,
  hint?: string,
): Diagnostic {
  return { code, severity, message, ...place, ...(hint !== undefined && { hint }) };
}

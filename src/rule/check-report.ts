import type { Diagnostic, DiagnosticCode, DiagnosticSeverity } from "../source/diagnostic.ts";
import type { CheckedRule, LoadedRules } from "./loaded-rules.ts";
import { createLocator, type Locator } from "./locator.ts";

export interface ReportedRule extends Omit<CheckedRule, "diagnostics"> {
  readonly diagnostics: readonly ReportedDiagnostic[];
}

interface ReportedDiagnostic {
  readonly code: DiagnosticCode;
  readonly severity: DiagnosticSeverity;
  readonly message: string;
  /** Only when it is another file than the rule's. */
  readonly file?: string;
  /** From 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly hint?: string;
}

/** What `rules check --format json` prints: each rule in file order; an entry without id and format speaks of a file. */
export function checkReport(loaded: LoadedRules): readonly ReportedRule[] {
  const locate = createLocator();
  return loaded.checked.map((rule) => ({
    ...rule,
    diagnostics: rule.diagnostics.map((diagnostic) => reported(diagnostic, rule.file, locate)),
  }));
}

function reported(diagnostic: Diagnostic, ruleFile: string, locate: Locator): ReportedDiagnostic {
  const { code, severity, message, hint } = diagnostic;
  const { file, line, column } = locate(diagnostic.source, diagnostic.span.start);
  return {
    code,
    severity,
    message,
    ...(file === ruleFile ? {} : { file }),
    line,
    column,
    ...(hint === undefined ? {} : { hint }),
  };
}

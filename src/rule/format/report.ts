import type { Diagnostic, DiagnosticCode, DiagnosticSeverity } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import type { Span } from "../../source/span.ts";

/** Collects what is said about one rule. */
export interface Report {
  readonly file: Source;
  readonly error: (code: DiagnosticCode, span: Span, message: string, hint?: string) => void;
  readonly warning: (code: DiagnosticCode, span: Span, message: string, hint?: string) => void;
  readonly info: (code: DiagnosticCode, span: Span, message: string, hint?: string) => void;
  readonly add: (diagnostics: readonly Diagnostic[]) => void;
  /** In the order in which they were reported. */
  readonly diagnostics: readonly Diagnostic[];
}

export function createReport(file: Source, diagnostics: Diagnostic[] = []): Report {
  const at =
    (severity: DiagnosticSeverity): Report["error"] =>
    (code, span, message, hint) => {
      diagnostics.push({ code, severity, message, source: file, span, ...(hint === undefined ? {} : { hint }) });
    };
  return {
    file,
    error: at("error"),
    warning: at("warning"),
    info: at("info"),
    add: (more) => void diagnostics.push(...more),
    diagnostics,
  };
}

/** Reports into the same list about another file, e.g. an exception item that lies elsewhere. */
export function reportFor(file: Source, report: Report): Report {
  if (file === report.file) return report;
  const inner = createReport(file);
  const forward =
    (name: "error" | "warning" | "info"): Report["error"] =>
    (code, span, message, hint) => {
      const before = inner.diagnostics.length;
      inner[name](code, span, message, hint);
      report.add(inner.diagnostics.slice(before));
    };
  return { ...report, file, error: forward("error"), warning: forward("warning"), info: forward("info") };
}

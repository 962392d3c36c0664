import type { Query } from "../../../src/lang/kql/ast.ts";
import { parse } from "../../../src/lang/kql/parser.ts";
import { Reporter } from "../../../src/lang/kql/reporter.ts";
import type { Diagnostic } from "../../../src/source/diagnostic.ts";
import { DiagnosticError } from "../../../src/source/diagnostic.ts";
import { source } from "../../../src/source/source.ts";

/** The query of a text, null when it has errors. */
export function parseText(text: string): { query: Query | null; diagnostics: readonly Diagnostic[] } {
  const reporter = new Reporter(source("query.kql", text));
  try {
    const query = parse(text, reporter);
    return { query: reporter.hasErrors ? null : query, diagnostics: reporter.diagnostics };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { query: null, diagnostics: reporter.diagnostics };
  }
}

/** A node and all below it as plain data without spans. */
export function withoutSpans(node: Query | null): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (key === "span" ? undefined : value)));
}

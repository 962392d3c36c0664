import type { Predicate } from "../../ir/expr.ts";
import type { Vocabulary } from "../../ir/vocabulary.ts";
import { DiagnosticError } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import type { CompiledQuery } from "../compiled.ts";
import { lower } from "./lower.ts";
import { parse } from "./parser.ts";
import { Reporter } from "./reporter.ts";
import type { Scope } from "./scope.ts";

/**
 * What a KQL (kuery) query means over the vocabulary's fields. The empty query holds for every event. Never throws for a
 * text: errors of syntax, unknown fields, values that a field cannot hold and limits come back as diagnostics.
 * Grammar and meaning: Kibana's kbn-es-query.
 */
export function compileKql(source: Source, vocabulary: Vocabulary): CompiledQuery {
  const reporter = new Reporter(source);
  const scope: Scope = { vocabulary, reporter, fields: [], tests: 0 };
  const predicate = compile(source.text, scope);
  return { predicate: reporter.hasErrors ? null : predicate, fields: scope.fields, diagnostics: reporter.diagnostics };
}

/** Null after an error that leaves nothing to go on with. */
function compile(text: string, scope: Scope): Predicate | null {
  try {
    const query = parse(text, scope.reporter);
    return scope.reporter.hasErrors ? null : lower(query, scope);
  } catch (error) {
    if (error instanceof DiagnosticError) return null;
    throw error;
  }
}

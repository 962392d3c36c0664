import type { Vocabulary } from "../../ir/vocabulary.ts";
import { hasErrors } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import type { CompiledQuery } from "../compiled.ts";
import type { Lowering } from "./bind-field.ts";
import { lowerSearch } from "./lower.ts";
import { parseSearch } from "./parser.ts";

/**
 * Compiles a Datadog log search (docs.datadoghq.com, "Log Search Syntax"; vectordotdev/vrl for the grammar) over a
 * vocabulary. Never throws for a text: errors are `syntax`, `unknown-field`, `invalid-value`, `unsupported-feature`
 * and `limit` diagnostics. The empty text matches every event.
 */
export function compileSearch(source: Source, vocabulary: Vocabulary): CompiledQuery {
  const { search, diagnostics } = parseSearch(source);
  if (search === null) return { predicate: null, fields: [], diagnostics };
  const lowering: Lowering = { source, vocabulary, fields: [], diagnostics: [...diagnostics] };
  const predicate = lowerSearch(lowering, search);
  if (hasErrors(lowering.diagnostics))
    return { predicate: null, fields: lowering.fields, diagnostics: lowering.diagnostics };
  if (predicate.kind === "constant" && !predicate.holds) {
    const message = "the search can match no event";
    lowering.diagnostics.push({ code: "never-matches", severity: "warning", message, source, span: search.span });
  }
  return { predicate, fields: lowering.fields, diagnostics: lowering.diagnostics };
}

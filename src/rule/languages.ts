import type { Vocabulary, VocabularyName } from "../ir/vocabulary.ts";
import type { CompiledQuery } from "../lang/compiled.ts";
import type { Condition } from "../lang/datadog/condition.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Source } from "../source/source.ts";

/** The query languages and field names that rules are written in. */
export interface Languages {
  readonly kql: (source: Source, vocabulary: Vocabulary) => CompiledQuery;
  readonly search: (source: Source, vocabulary: Vocabulary) => CompiledQuery;
  readonly condition: (
    source: Source,
    labels: readonly string[],
  ) => { readonly condition: Condition | null; readonly diagnostics: readonly Diagnostic[] };
  readonly percentile: (
    source: Source,
    label: string,
  ) => { readonly percentile: number | null; readonly diagnostics: readonly Diagnostic[] };
  readonly template: (source: Source) => { readonly diagnostics: readonly Diagnostic[] };
  readonly vocabularies: Readonly<Record<VocabularyName, Vocabulary>>;
}

import type { Value, ValueType } from "./expr.ts";

export type VocabularyName = "ecs" | "datadog" | "cloudtrail";

/** A name that a vocabulary knows, bound to the events table. */
export interface Binding {
  readonly name: string;
  readonly type: ValueType;
  readonly value: Value;
  /** Filled only with an enrichment (`ip`: needs an MMDB file; `agent`: the user agent parser). */
  readonly needs?: "ip" | "agent";
  /** A known name that no event has, and why: languages warn with it. */
  readonly note?: string;
}

export type Resolution =
  | { readonly kind: "field"; readonly binding: Binding }
  | { readonly kind: "unknown"; readonly hint: string | undefined };

/** Names of event fields as one community writes them. Implemented by `catalog/`, handed to the languages. */
export interface Vocabulary {
  readonly name: VocabularyName;
  resolve(fieldName: string): Resolution;
  /** Every listed field that the pattern (`*` = any run of characters) names. */
  expand(pattern: string): readonly Binding[];
  /** What a search without a field looks at. */
  readonly defaultFields: readonly Binding[];
  /** Every text of the event, for full-text search (`*:term`). */
  readonly everything: Binding;
}

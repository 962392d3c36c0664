import type { Source } from "../../source/source.ts";
import type { Span } from "../../source/span.ts";
import type { FoundDatadogRule } from "./datadog/datadog-rule.ts";
import type { FoundSuppression } from "./datadog/suppression.ts";
import type { FoundElasticRule } from "./elastic/elastic-rule.ts";
import type { FoundException } from "./elastic/exception-book.ts";

/** What a rule file holds, in the order of the file. */
export type Part =
  | { readonly kind: "elastic-rule"; readonly span: Span; readonly found: FoundElasticRule }
  | { readonly kind: "exception-list"; readonly span: Span; readonly found: FoundException }
  | { readonly kind: "exception-item"; readonly span: Span; readonly found: FoundException }
  | { readonly kind: "connector"; readonly span: Span; readonly found: FoundException }
  | { readonly kind: "export-details"; readonly span: Span; readonly found: FoundException }
  | { readonly kind: "datadog-rule"; readonly span: Span; readonly found: FoundDatadogRule }
  | { readonly kind: "suppression"; readonly span: Span; readonly found: FoundSuppression };

export type PartOf<K extends Part["kind"]> = Extract<Part, { readonly kind: K }>;

export interface ReadFile {
  readonly file: Source;
  readonly parts: readonly Part[];
}

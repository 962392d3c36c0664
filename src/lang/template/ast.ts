import type { Span } from "../../source/span.ts";
import type { Arithmetic } from "./arithmetic.ts";

/** The message of a Datadog rule, parsed. */
export interface Template {
  readonly nodes: readonly TemplateNode[];
}

export type TemplateNode = TextNode | ValueNode | EvalNode | LocalTimeNode | UrlEncodeNode | BlockNode;

/** Markdown of the rule's author, inserted as it is. */
interface TextNode {
  readonly kind: "text";
  readonly text: string;
  readonly span: Span;
}

interface ValueNode {
  readonly kind: "value";
  readonly reference: Reference;
  readonly span: Span;
}

/** `{{eval "first_seen_epoch-15*60*1000"}}` */
interface EvalNode {
  readonly kind: "eval";
  readonly expression: Arithmetic;
  readonly span: Span;
}

/** `{{local_time "first_seen" "Europe/Paris"}}`; the zone is one that Intl knows. */
interface LocalTimeNode {
  readonly kind: "local_time";
  readonly reference: Reference;
  readonly zone: string;
  readonly span: Span;
}

/** `{{urlencode "x"}}` */
interface UrlEncodeNode {
  readonly kind: "url_encode";
  readonly reference: Reference;
  readonly span: Span;
}

/** `{{#if x}}body{{else}}otherwise{{/if}}` and its like. */
export interface BlockNode {
  readonly kind: "block";
  readonly condition: BlockCondition;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
  readonly span: Span;
}

export type BlockCondition = PresentCondition | MatchCondition;

/** `if`, and `unless` when negated. */
interface PresentCondition {
  readonly kind: "present";
  readonly reference: Reference;
  readonly negated: boolean;
}

/** `is_match` (some value contains one of the texts), `is_exact_match` (some value is one of them). */
interface MatchCondition {
  readonly kind: "match";
  readonly reference: Reference;
  readonly exact: boolean;
  readonly texts: readonly string[];
  readonly negated: boolean;
}

/** What a variable names. */
export type Reference =
  /** `@a.b`, with the `@`. */
  | { readonly kind: "attribute"; readonly path: string }
  /** A built-in, else a tag: `env`, `host.name`. */
  | { readonly kind: "name"; readonly name: string }
  /** `[a.b].name`: the tag `a.b`. */
  | { readonly kind: "tag"; readonly key: string }
  /** Nothing that could have a value, such as `@@a`. */
  | { readonly kind: "nothing" };

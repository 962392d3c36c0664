import { not } from "../../../ir/build.ts";
import type { CompareOperator, Predicate } from "../../../ir/expr.ts";
import { fieldOf } from "../field-of.ts";
import { display, type Read, readKeys, record, required, used } from "../keys.ts";
import { quote } from "../quote.ts";
import { anything, boolean, type Given, text, wrong } from "../shape.ts";
import type { Entry, ObjectTree, Tree } from "../tree.ts";
import type { ElasticContext, ElasticKeys } from "./elastic-context.ts";
import { compareAs, fits, isExactly, literalOf, scalarText } from "./exact.ts";
import { onlyEntry, type Phrase, phraseOf, phrasesOf } from "./filter-phrase.ts";

const META = {
  disabled: used(boolean),
  negate: used(boolean),
  type: used(text),
  key: display(text),
  field: display(text),
  params: display(anything),
  value: display(anything),
  alias: display(anything),
  index: display(text),
  relation: display(text),
  controlledBy: display(text),
  group: display(text),
  isMultiIndex: display(boolean),
  formattedValue: display(anything),
};

const FILTER = { meta: required(record(META)), query: required(anything), $state: display(anything) };

/** Kibana's filter objects as predicates. They are ANDed; a disabled one is left out and named. */
export function readFilters(keys: ElasticKeys, context: ElasticContext): readonly Predicate[] {
  return (keys.filters?.value ?? []).flatMap(({ value }, i) => {
    const path = `filters[${i}]`;
    if (value.kind !== "object") {
      wrong(value, path, "an object", context.report);
      return [];
    }
    const predicate = readFilter(readKeys(value, FILTER, `${path}.`, context.report), path, context);
    return predicate ? [predicate] : [];
  });
}

function readFilter(filter: Read<typeof FILTER>, path: string, context: ElasticContext): Predicate | null {
  const { meta, query } = filter;
  if (!meta || !query) return null;
  if (meta.value.disabled?.value) {
    context.report.info("no-effect", meta.tree.span, `${path}: it is disabled`);
    return null;
  }
  const predicate = compile(query, path, context);
  return predicate && meta.value.negate?.value ? not(predicate, query.tree.span) : predicate;
}

function compile(query: Given<Tree>, path: string, context: ElasticContext): Predicate | null {
  const clause = onlyEntry(query.tree);
  if (!clause) return refuse(query.tree, path, context);
  switch (clause.key) {
    case "match_phrase":
    case "match":
      return compilePhrases(phraseOf(clause), query.tree, path, context);
    case "bool":
      return compilePhrases(phrasesOf(clause.value), query.tree, path, context);
    case "exists":
      return compileExists(clause, path, context);
    case "range":
      return compileRange(clause, path, context);
    default:
      return refuse(query.tree, path, context, clause.key);
  }
}

/** Kibana's kinds only: phrase, phrases, exists and range. */
function refuse(tree: Tree, path: string, { report }: ElasticContext, kind?: string): null {
  const which = kind === undefined ? "this filter" : `a filter with ${quote(kind)} of this form`;
  const message = `${path}: ${which} is not supported, only phrase, phrases, exists and range`;
  report.error("unsupported-feature", tree.span, message);
  return null;
}

function compilePhrases(phrase: Phrase | null, tree: Tree, path: string, context: ElasticContext): Predicate | null {
  if (!phrase) return refuse(tree, path, context, onlyEntry(tree)?.key);
  const field = fieldOf(phrase.field, phrase.fieldSpan, context.vocabulary, context.report);
  return field && isExactly(field, phrase.values, tree.span, context.report);
}

function compileExists(clause: Entry, path: string, context: ElasticContext): Predicate | null {
  const inner = onlyEntry(clause.value);
  if (inner?.key !== "field" || inner.value.kind !== "text") return refuse(clause.value, path, context, "exists");
  const field = fieldOf(inner.value.text, inner.value.span, context.vocabulary, context.report);
  return field && { kind: "exists", field, span: clause.value.span };
}

const BOUNDS: Readonly<Record<string, CompareOperator>> = { gt: ">", gte: ">=", lt: "<", lte: "<=" };

function compileRange(clause: Entry, path: string, context: ElasticContext): Predicate | null {
  const inner = onlyEntry(clause.value);
  if (inner?.value.kind !== "object") return refuse(clause.value, path, context, "range");
  const { report } = context;
  const field = fieldOf(inner.key, inner.keySpan, context.vocabulary, report);
  const given = readBounds(inner.value, path, context);
  if (!field || !given) return null;
  if (field.type === "boolean") return refuse(clause.value, path, context, "range");
  if (!given.every(({ text: value, at }) => fits(field, value, at.span, report))) return null;
  const bounds = given.map(({ operator, text: value }) => ({ operator, text: literalOf(field, value) }));
  return { kind: "compare", field, bounds, as: compareAs(field), span: clause.value.span };
}

interface Bound {
  readonly operator: CompareOperator;
  readonly text: string;
  readonly at: Tree;
}

function readBounds(tree: ObjectTree, path: string, context: ElasticContext): readonly Bound[] | null {
  const bounds = tree.entries.flatMap((entry): Bound[] => {
    const operator = Object.hasOwn(BOUNDS, entry.key) ? BOUNDS[entry.key] : undefined;
    const value = scalarText(entry.value);
    return operator && value !== undefined ? [{ operator, text: value, at: entry.value }] : [];
  });
  if (bounds.length === tree.entries.length && bounds.length > 0) return bounds;
  return refuse(tree, path, context, "range");
}

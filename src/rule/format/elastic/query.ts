import { allOf, anyOf, not } from "../../../ir/build.ts";
import type { Predicate } from "../../../ir/expr.ts";
import type { WrittenQuery } from "../../candidate.ts";
import type { Exception } from "../../rule.ts";
import { textSource } from "../text-source.ts";
import type { ObjectTree } from "../tree.ts";
import type { ElasticContext, ElasticKeys } from "./elastic-context.ts";
import { applies } from "./exceptions.ts";
import { readFilters } from "./filters.ts";

/** Query and filters, without what the exceptions except. Null when a diagnostic says why not. */
export function readQuery(
  rule: ObjectTree,
  keys: ElasticKeys,
  exceptions: readonly Exception[],
  context: ElasticContext,
): WrittenQuery | null {
  const filters = readFilters(keys, context);
  const { query, filters: given } = keys;
  if (!query) {
    if (given && given.value.length > 0)
      return { source: context.report.file, predicate: restrict(filters, exceptions, context), label: null };
    context.report.error("missing-key", rule.span, 'the key "query" is missing');
    return null;
  }
  const source = textSource(context.report.file, query.value);
  const compiled = context.languages.kql(source, context.vocabulary);
  context.report.add(compiled.diagnostics);
  if (!compiled.predicate) return null;
  return { source, predicate: restrict([compiled.predicate, ...filters], exceptions, context), label: null };
}

function restrict(
  predicates: readonly Predicate[],
  exceptions: readonly Exception[],
  { now }: ElasticContext,
): Predicate {
  const excepted = exceptions.filter((each) => applies(each, now)).map((each) => each.predicate);
  return allOf(excepted.length === 0 ? predicates : [...predicates, not(anyOf(excepted))]);
}

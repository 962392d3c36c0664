import { not } from "../../../ir/build.ts";
import type { Field, Predicate } from "../../../ir/expr.ts";
import type { Span } from "../../../source/span.ts";
import { fieldOf } from "../field-of.ts";
import { type KeyTable, type Read, readKeys } from "../keys.ts";
import { quote } from "../quote.ts";
import type { Report } from "../report.ts";
import { oneOf, wrong } from "../shape.ts";
import { type ObjectTree, type Tree, valueAt } from "../tree.ts";
import type { ElasticContext } from "./elastic-context.ts";
import { isExactly } from "./exact.ts";
import { ENTRY_TYPES, EXCEPTION_ENTRY } from "./exception-keys.ts";
import { wildcardPattern } from "./wildcard-pattern.ts";

/** One entry of an exception item, `excluded` as negation. Null when a diagnostic says why not. */
export function readEntry(tree: Tree, path: string, context: ElasticContext): Predicate | null {
  if (tree.kind !== "object") return wrong(tree, path, "an object", context.report) ?? null;
  const typeTree = valueAt(tree, "type");
  if (!typeTree) {
    context.report.error("missing-key", tree.span, `the key "${path}.type" is missing`);
    return null;
  }
  const type = oneOf(ENTRY_TYPES).read(typeTree, `${path}.type`, context.report);
  return type === undefined ? null : READERS[type](tree, `${path}.`, context);
}

type Reader = (tree: ObjectTree, path: string, context: ElasticContext) => Predicate | null;

const READERS: Readonly<Record<(typeof ENTRY_TYPES)[number], Reader>> = {
  match: reader(EXCEPTION_ENTRY.match, (field, { value }, tree, { report }) =>
    value ? isExactly(field, [value], tree.span, report) : null,
  ),
  match_any: reader(EXCEPTION_ENTRY.match_any, (field, { value }, tree, { report }) =>
    value ? isExactly(field, value.value, tree.span, report) : null,
  ),
  exists: reader(EXCEPTION_ENTRY.exists, (field, _entry, tree) => ({ kind: "exists", field, span: tree.span })),
  wildcard: reader(EXCEPTION_ENTRY.wildcard, (field, { value }, tree, { report }) => {
    if (!value || !takesWildcards(field, value.tree.span, report)) return null;
    return { kind: "wildcard", field, pattern: wildcardPattern(value.value), ignoreCase: false, span: tree.span };
  }),
  list: refused(EXCEPTION_ENTRY.list),
  nested: refused(EXCEPTION_ENTRY.nested),
};

function takesWildcards(field: Field, at: Span, report: Report): boolean {
  if (field.type === "text" || field.type === "json") return true;
  report.error("invalid-value", at, `the field ${quote(field.name)} holds no text and takes no wildcards`);
  return false;
}

function reader<T extends KeyTable & typeof EXCEPTION_ENTRY.exists>(
  table: T,
  build: (field: Field, entry: Read<T>, tree: ObjectTree, context: ElasticContext) => Predicate | null,
): Reader {
  return (tree, path, context) => {
    const entry = readKeys(tree, table, path, context.report);
    const { field: name, operator } = entry as Read<typeof EXCEPTION_ENTRY.exists>;
    const field = name && fieldOf(name.value.text, name.value.span, context.vocabulary, context.report);
    const predicate = field && operator ? build(field, entry, tree, context) : null;
    return predicate && operator?.value === "excluded" ? not(predicate, tree.span) : predicate;
  };
}

/** The key table names what is not supported; an entry without that key is refused as well. */
function refused(table: KeyTable): Reader {
  return (tree, path, { report }) => {
    const before = report.diagnostics.length;
    readKeys(tree, table, path, report);
    const isNamed = report.diagnostics.slice(before).some((each) => each.code === "unsupported-feature");
    if (!isNamed) report.error("unsupported-feature", tree.span, `${path}type: entries of this type are not supported`);
    return null;
  };
}

import { allOf } from "../../../ir/build.ts";
import type { Predicate } from "../../../ir/expr.ts";
import { locate } from "../../../source/location.ts";
import type { Exception } from "../../rule.ts";
import { type Read, readKeys } from "../keys.ts";
import { quote } from "../quote.ts";
import { reportFor } from "../report.ts";
import { entryOf } from "../tree.ts";
import type { ElasticContext, ElasticKeys } from "./elastic-context.ts";
import { type FoundException, listKey } from "./exception-book.ts";
import { readEntry } from "./exception-entry.ts";
import { EXCEPTION_ITEM } from "./exception-keys.ts";
import { readExpiry } from "./expiry.ts";

/** The exceptions of all lists that the rule names. Those that have expired are among them. */
export function readExceptions(keys: ElasticKeys, context: ElasticContext): readonly Exception[] {
  return (keys.exceptions_list?.value ?? []).flatMap(({ value: reference, tree }) => {
    if (reference.type?.value.startsWith("endpoint")) {
      context.report.info(
        "no-effect",
        tree.span,
        "exceptions_list: a list for Elastic's endpoint agent is not applied",
      );
      return [];
    }
    const listId = reference.list_id?.value;
    return listId ? readList(listId, reference.namespace_type?.value ?? "single", context) : [];
  });
}

/** Is the exception part of the rule now? An expired one is named. */
export function applies(exception: Exception, now: number | null): boolean {
  return now === null || exception.expires === null || exception.expires >= now;
}

function readList(
  listId: { readonly text: string; readonly span: { start: number; end: number } },
  namespace: string,
  context: ElasticContext,
): readonly Exception[] {
  const list = context.exceptions.get(listKey(namespace, listId.text));
  if (!list) {
    const message = `the exception list ${quote(listId.text)} (namespace "${namespace}") is in none of the files`;
    context.report.error("unknown-reference", listId.span, message);
    return [];
  }
  return [...list.items].flatMap(([itemId, found]) => {
    const [only, other] = found;
    if (only && other) return disagree(itemId, only, other, listId.span, context);
    const exception = only && readItem(only, context);
    return exception ? [exception] : [];
  });
}

/** Neither is applied: which one is meant decides what the rule alerts on. */
function disagree(
  itemId: string,
  one: FoundException,
  other: FoundException,
  at: { start: number; end: number },
  { report }: ElasticContext,
): readonly Exception[] {
  const places = [one, other].map(({ file, tree }) => locate(file, tree.span.start));
  const [first, second] = places.map((place) => `${place.file}:${place.line}:${place.column}`);
  report.error("duplicate-id", at, `the exception item ${quote(itemId)} differs between ${first} and ${second}`);
  return [];
}

function readItem(found: FoundException, outer: ElasticContext): Exception | null {
  const context = { ...outer, report: reportFor(found.file, outer.report) };
  const item = readKeys(found.tree, EXCEPTION_ITEM, "", context.report);
  const predicates = (item.entries?.value ?? []).map(({ tree }, i) => readEntry(tree, `entries[${i}]`, context));
  const known = predicates.filter((predicate) => predicate !== null);
  const expires = readExpiry(item.expire_time, context.report);
  if (known.length < predicates.length || known.length === 0 || isForHosts(item, context)) return null;
  const predicate: Predicate = allOf(known, found.tree.span);
  const exception = { name: item.name?.value ?? "", predicate, expires };
  if (!applies(exception, context.now)) reportExpired(found, exception, context);
  return exception;
}

/** An item for operating systems asks for a host.os that no CloudTrail event has, so it excepts none. */
function isForHosts(item: Read<typeof EXCEPTION_ITEM>, { report }: ElasticContext): boolean {
  if (!item.os_types || item.os_types.value.length === 0) return false;
  const message = `os_types: CloudTrail events have no operating system, the exception ${quote(item.name?.value ?? "")} excepts none`;
  report.warning("no-effect", item.os_types.tree.span, message);
  return true;
}

function reportExpired({ tree }: FoundException, exception: Exception, { report }: ElasticContext): void {
  const place = entryOf(tree, "expire_time")?.value.span ?? tree.span;
  report.info("no-effect", place, `the exception ${quote(exception.name)} has expired and is not applied`);
}

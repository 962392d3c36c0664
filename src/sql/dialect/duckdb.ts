import type { WildcardPart } from "../../ir/expr.ts";
import { pathVariants } from "../../ir/path-variants.ts";
import { escapeRegExp } from "../../ir/wildcard.ts";
import { quoteList, quoteText } from "../quote.ts";
import type { Dialect, ListDialect } from "./dialect.ts";

/** DuckDB 1.5. The `th_` macros are in duckdb-macros.ts. */
export const duckdb: Dialect = {
  name: "duckdb",
  pathTexts,
  javaText: (json) => `java_text(${json})`,
  timeOf: (text) => `th_time(${text})`,
  isoText: (timestamp) => `strftime(${timestamp}, '%Y-%m-%dT%H:%M:%S.%gZ')`,
  epochMs: (timestamp) => `epoch_ms(${timestamp})`,
  timestamp: (epochMs) => `make_timestamp_ms(${Math.trunc(epochMs)}::BIGINT)`,
  bucketMs: (timestamp, width) => `(epoch_ms(${timestamp}) // ${Math.trunc(width)}) * ${Math.trunc(width)}`,
  number: (text) => `th_number(${text})`,
  ipKey: (text) => `th_ip_key(${text})`,
  castText: (scalar) => `${scalar}::VARCHAR`,
  onlyWhen: (condition, then) => `CASE WHEN ${condition} THEN ${then} END`,
  joinTexts: (texts) => (texts.length === 0 ? "''" : `concat(${texts.join(", ")})`),
  joinAll: (text) => `string_agg(${text}, ',')`,
  jsonArray: (values) => `json_array(${values.join(", ")})::VARCHAR`,
  withoutSuffix: (text, suffix) =>
    `CASE WHEN ends_with(${text}, ${quoteText(suffix)}) THEN left(${text}, -${[...suffix].length}) END`,
  like: (text, pattern, ignoreCase) => {
    const like = ignoreCase ? undefined : likePattern(pattern);
    if (like !== undefined) return `${text} LIKE ${quoteText(like)}`;
    return `regexp_full_match(${text}, ${quoteText(regExp(pattern, ".*", "."))}, ${quoteText(ignoreCase ? "is" : "s")})`;
  },
  words: (text, pattern) => {
    const body = regExp(pattern, "\\w*", "\\w");
    return `regexp_matches(${text}, ${quoteText(`(^|[^A-Za-z0-9_])${body}($|[^A-Za-z0-9_])`)}, 'is')`;
  },
  isOneOf,
  isAmong: (text, texts) =>
    texts.length < FEWEST_JOINED || texts.length > MOST_SEARCHED
      ? isOneOf(text, texts)
      : `list_contains(${quoteList(texts)}, ${text})`,
  compare: (left, operator, right) => `${left} ${operator} ${right}`,
  list: lists(),
};

/** `th_leaves` says what the arguments are. */
function pathTexts(json: string, keys: readonly string[]): string {
  const variants = pathVariants(keys);
  const lists = variants.map((variant) => `th_texts(${reach(json, variant)})`);
  const through = lists.length === 1 ? lists[0] : `list_concat(${lists.join(", ")})`;
  const onTheWay = new Set(
    variants.flatMap((variant) => variant.slice(1).map((_, at) => pointers(variant.slice(0, at + 1)))),
  );
  const ends = variants.map(pointers);
  return `th_leaves(${json}, ${quoteText(keys.at(-1) ?? "")}, ${quoteList(["$", ...onTheWay])}, ${quoteList(ends)}, ${through})`;
}

function pointers(keys: readonly string[]): string {
  return keys.map(pointer).join("");
}

/** Of so many texts on, DuckDB makes a join of `IN`: good for thousands, bad for a dozen inside of other conditions. */
const FEWEST_JOINED = 5;
const MOST_SEARCHED = 100;

function isOneOf(text: string, texts: readonly string[]): string {
  if (texts.length === 1) return `${text} = ${quoteText(texts[0] ?? "")}`;
  return `${text} IN (${texts.map(quoteText).join(", ")})`;
}

function lists(): ListDialect {
  return {
    empty: "[]::VARCHAR[]",
    ofOne: (scalar) => `CASE WHEN ${scalar} IS NULL THEN []::VARCHAR[] ELSE [${scalar}] END`,
    concat: (parts) => {
      const each = parts.map(({ sql, many }) => (many ? sql : `[${sql}]`));
      const joined = each.length === 1 ? each[0] : `list_concat(${each.join(", ")})`;
      if (each.length === 0) return "[]::VARCHAR[]";
      return parts.every((part) => part.many) ? `${joined}` : `th_present(${joined})`;
    },
    filter: (list, condition) => {
      const element = elementName(list);
      return `list_filter(${list}, lambda ${element}: ${condition(element)})`;
    },
    any: (list, condition) => {
      const element = elementName(list);
      return `len(list_filter(${list}, lambda ${element}: ${condition(element)})) > 0`;
    },
    hasAny: (list, texts) => `list_has_any(${list}, ${quoteList(texts)})`,
    hasOtherThan: (list, texts) => `NOT list_has_all(${quoteList(texts)}, ${list})`,
    isNotEmpty: (list) => `len(${list}) > 0`,
    least: (list) => `list_min(${list})`,
    distinctSorted: (list) => `list_sort(list_distinct(${list}))`,
    explode: (list, keepEmpty) =>
      keepEmpty ? `unnest(CASE WHEN len(${list}) = 0 THEN [NULL] ELSE ${list} END)` : `unnest(${list})`,
  };
}

/** A lambda inside a lambda needs a name of its own. */
function elementName(list: string): string {
  const depth = list.match(/lambda /g)?.length ?? 0;
  return `e${depth}`;
}

function reach(json: string, keys: readonly string[]): string {
  return keys.reduce((nodes, key) => `th_step(${nodes}, ${quoteText(pointer(key))})`, `th_open(${json})`);
}

/** JSON Pointer (RFC 6901): reaches every key, whatever characters it has; `$.` paths read `*` as a wildcard. */
function pointer(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/**
 * DuckDB matches LIKE with constant text between `%` in linear time; `_` and ESCAPE take a backtracking path, so
 * those go to RE2 instead.
 */
function likePattern(pattern: readonly WildcardPart[]): string | undefined {
  const plain = pattern.every((part) => part === "any" || (part !== "one" && !/[%_\\]/.test(part.text)));
  return plain ? pattern.map((part) => (typeof part === "object" ? part.text : "%")).join("") : undefined;
}

function regExp(pattern: readonly WildcardPart[], any: string, one: string): string {
  return pattern.map((part) => (part === "any" ? any : part === "one" ? one : escapeRegExp(part.text))).join("");
}

import type {
  CidrPredicate,
  CompareAs,
  CompareOperator,
  ComparePredicate,
  EqualsPredicate,
  Predicate,
  Value,
  ValueType,
} from "../ir/expr.ts";
import { holds, NUMBER_TEXT } from "../ir/holds.ts";
import { invariant, unreachable } from "../util/invariant.ts";
import { ipKey, ipRange } from "../util/ip.ts";
import { parseInstant } from "../util/iso-time.ts";
import type { Dialect } from "./dialect/dialect.ts";
import { quoteIdentifier, quoteNumber, quoteText } from "./quote.ts";

const FALSE = "FALSE";

/**
 * SQL that is TRUE exactly where the predicate holds. Elsewhere it is FALSE or NULL: WHERE and CASE do not tell them
 * apart, and `IS NOT TRUE` turns both around, so no leaf needs a coalesce that would hide it from the storage's filters.
 */
export function compilePredicate(given: Predicate, dialect: Dialect): string {
  const predicate = withoutPruning(given);
  switch (predicate.kind) {
    case "and":
      return `(${predicate.operands.map((each) => compilePredicate(each, dialect)).join(" AND ")})`;
    case "or":
      return `(${predicate.operands.map((each) => compilePredicate(each, dialect)).join(" OR ")})`;
    case "not":
      return `((${compilePredicate(predicate.operand, dialect)}) IS NOT TRUE)`;
    case "constant":
      return predicate.holds ? "TRUE" : FALSE;
    case "exists":
      return compileExists(predicate.field.value, dialect);
    case "equals":
      return compileEquals(predicate, dialect);
    case "compare":
      return onAny(predicate.field.value, predicate.as, dialect, (element, type) =>
        withinBounds(predicate, element, type, dialect),
      );
    case "wildcard":
      return onAny(predicate.field.value, "text", dialect, (element) =>
        dialect.like(element, predicate.pattern, predicate.ignoreCase),
      );
    case "cidr":
      return onAny(predicate.field.value, "ip", dialect, (element) => inNetworks(predicate, element, dialect));
    case "words":
      return onAny(predicate.field.value, "text", dialect, (element) => dialect.words(element, predicate.pattern));
    default:
      return unreachable(predicate);
  }
}

/** A predicate as a condition for rows: what stands there by itself is written so that the storage can skip by it. */
export function compileCondition(predicate: Predicate, dialect: Dialect): string {
  if (predicate.kind === "and") {
    return `(${predicate.operands.map((each) => compileCondition(each, dialect)).join(" AND ")})`;
  }
  return compilePredicate(predicate, { ...dialect, isAmong: dialect.isOneOf });
}

function compileExists(value: Value, dialect: Dialect): string {
  const bare = value.kind === "pruned" ? compileValue(value.value, dialect) : null;
  if (bare?.many) return dialect.list.hasOtherThan(bare.sql, PRUNED);
  const { many, sql } = compileValue(value, dialect);
  return many ? dialect.list.isNotEmpty(sql) : `${sql} IS NOT NULL`;
}

/** `condition` gets an element as text; a time column stays a timestamp where times are compared. */
function onAny(value: Value, as: CompareAs, dialect: Dialect, condition: OnElement): string {
  const compiled = compileValue(value, dialect);
  if (compiled.many) return dialect.list.any(compiled.sql, (element) => condition(element, "text"));
  if (compiled.type === "time" && as === "time") return condition(compiled.sql, "time");
  const text = textOf(compiled, dialect);
  const bound = as === "text" || as === "boolean" || value.kind === "column" || value.kind === "constant";
  if (bound) return condition(text.sql, "text");
  // The dialect's conversions name their argument often: through a list it is computed once.
  return dialect.list.any(dialect.list.concat([text]), (element) => condition(element, "text"));
}

type OnElement = (element: string, type: "text" | "time") => string;

function compileEquals(predicate: EqualsPredicate, dialect: Dialect): string {
  const value = compileValue(predicate.field.value, dialect);
  const plainText = (predicate.as === "text" || predicate.as === "boolean") && !predicate.ignoreCase;
  if (plainText && value.many) return dialect.list.hasAny(value.sql, predicate.texts);
  return onAny(predicate.field.value, predicate.as, dialect, (element, type) =>
    equalsAny(predicate, element, type, dialect),
  );
}

/** A leaf that none of the pruned texts satisfies does not need them gone: the bare column lets the storage skip what cannot match. */
function withoutPruning(predicate: Predicate): Predicate {
  if (predicate.kind !== "equals" && predicate.kind !== "wildcard") return predicate;
  const { field } = predicate;
  if (field.value.kind !== "pruned" || PRUNED.some((text) => holds(predicate, () => [text]))) return predicate;
  return { ...predicate, field: { ...field, value: field.value.value } };
}

function equalsAny(predicate: EqualsPredicate, element: string, type: "text" | "time", dialect: Dialect): string {
  const { as, texts, ignoreCase } = predicate;
  if (as === "text" || as === "boolean") {
    if (!ignoreCase) return dialect.isAmong(element, texts);
    return dialect.isAmong(
      `lower(${element})`,
      texts.map((text) => text.toLowerCase()),
    );
  }
  return `(${texts.map((text) => relation(element, "=", text, as, type, dialect)).join(" OR ")})`;
}

function withinBounds(predicate: ComparePredicate, element: string, type: "text" | "time", dialect: Dialect): string {
  const bounds = predicate.bounds.map(({ operator, text }) =>
    relation(element, operator, text, predicate.as, type, dialect),
  );
  return `(${bounds.join(" AND ")})`;
}

function relation(
  element: string,
  operator: CompareOperator | "=",
  literal: string,
  as: CompareAs,
  type: "text" | "time",
  dialect: Dialect,
): string {
  if (as === "time") return timeRelation(element, operator, literal, type, dialect);
  switch (as) {
    case "text":
    case "boolean":
      return dialect.compare(element, operator, quoteText(literal));
    case "number":
      if (!NUMBER_TEXT.test(literal)) return FALSE;
      return dialect.compare(dialect.number(element), operator, quoteNumber(Number(literal)));
    case "ip": {
      const key = ipKey(literal);
      return key === undefined ? FALSE : dialect.compare(dialect.ipKey(element), operator, quoteText(key));
    }
    case "number_or_text":
      return numberOrText(element, operator, literal, dialect);
    default:
      return unreachable(as);
  }
}

function numberOrText(element: string, operator: CompareOperator | "=", literal: string, dialect: Dialect): string {
  const asText = dialect.compare(element, operator, quoteText(literal));
  if (!NUMBER_TEXT.test(literal)) return asText;
  const number = dialect.number(element);
  const asNumber = dialect.compare(number, operator, quoteNumber(Number(literal)));
  return `CASE WHEN ${number} IS NOT NULL THEN ${asNumber} ELSE ${asText} END`;
}

function timeRelation(
  element: string,
  operator: CompareOperator | "=",
  literal: string,
  type: "text" | "time",
  dialect: Dialect,
): string {
  const time = parseInstant(literal);
  if (time === undefined) return FALSE;
  const left = type === "time" ? element : dialect.timeOf(element);
  return dialect.compare(left, operator, dialect.timestamp(time));
}

function inNetworks(predicate: CidrPredicate, element: string, dialect: Dialect): string {
  const key = dialect.ipKey(element);
  const ranges = predicate.networks.flatMap((network) => ipRange(network) ?? []);
  if (ranges.length === 0) return FALSE;
  return `(${ranges.map(({ first, last }) => `${key} BETWEEN ${quoteText(first)} AND ${quoteText(last)}`).join(" OR ")})`;
}

/** SQL for a value: a nullable scalar, or a list that is never null. Elements of a list are text. */
export interface SqlValue {
  readonly sql: string;
  readonly many: boolean;
  readonly type: ValueType;
}

/** What Elastic's pipeline removes: cloudtrail-ecs §1. */
const PRUNED = ["", "-", "none"];

export function compileValue(value: Value, dialect: Dialect): SqlValue {
  switch (value.kind) {
    case "column":
      return { sql: quoteIdentifier(value.column), many: value.many, type: value.type };
    case "path":
      return { sql: dialect.pathTexts(quoteIdentifier(value.column), value.keys), many: true, type: "text" };
    case "constant":
      return scalar(quoteText(value.text));
    case "java_text":
      return scalar(dialect.javaText(quoteIdentifier(value.column)));
    case "without_suffix":
      return scalar(dialect.withoutSuffix(quoteIdentifier(value.column), value.suffix));
    case "pruned":
      return compilePruned(compileValue(value.value, dialect), dialect);
    case "when": {
      const inner = compileValue(value.value, dialect);
      const sql = dialect.onlyWhen(compilePredicate(value.condition, dialect), inner.sql);
      return inner.many ? { ...inner, sql: `coalesce(${sql}, ${dialect.list.empty})` } : { ...inner, sql };
    }
    case "all":
      return list(dialect.list.concat(value.values.map((each) => textOf(compileValue(each, dialect), dialect))));
    case "first":
      return compileFirst(value.values, dialect);
    default:
      return unreachable(value);
  }
}

/** The same value with elements as text: booleans as true/false, times as ISO 8601. */
export function textOf(value: SqlValue, dialect: Dialect): SqlValue {
  if (value.many || value.type === "text" || value.type === "ip") return value;
  if (value.type === "time") return scalar(dialect.isoText(value.sql));
  return scalar(dialect.castText(value.sql));
}

function scalar(sql: string): SqlValue {
  return { sql, many: false, type: "text" };
}

function list(sql: string): SqlValue {
  return { sql, many: true, type: "text" };
}

function compilePruned(value: SqlValue, dialect: Dialect): SqlValue {
  const kept = (element: string): string => `NOT ${dialect.isOneOf(element, PRUNED)}`;
  if (value.many) return list(dialect.list.filter(value.sql, kept));
  if (value.type !== "text") return value;
  return scalar(dialect.onlyWhen(kept(value.sql), value.sql));
}

function compileFirst(values: readonly Value[], dialect: Dialect): SqlValue {
  const compiled = values.map((each) => textOf(compileValue(each, dialect), dialect));
  invariant(compiled.length > 0, "first of no values");
  if (compiled.every((each) => !each.many)) return scalar(`coalesce(${compiled.map((each) => each.sql).join(", ")})`);
  const lists = compiled.map((each) => (each.many ? each.sql : dialect.list.concat([each])));
  const branches = lists.map((each) => `WHEN ${dialect.list.isNotEmpty(each)} THEN ${each}`);
  return list(`CASE ${branches.join(" ")} ELSE ${dialect.list.empty} END`);
}

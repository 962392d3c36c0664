import type { ValueType } from "../../../src/ir/expr.ts";
import type { FieldName, PatternPart, Query, Value, Values } from "../../../src/lang/kql/ast.ts";
import { fakeVocabulary } from "./fake-vocabulary.ts";

/** One event: what each field holds. */
export type Doc = Readonly<Record<string, readonly string[]>>;

interface Typed {
  readonly name: string;
  readonly type: ValueType;
}

/**
 * Whether a document satisfies a query, straight from the AST and from Elasticsearch's rules, by other means than the IR:
 * for documents and queries as `arbitraries` makes them (IPv4 addresses, dates without zones or fractions).
 */
export function satisfies(query: Query, doc: Doc): boolean {
  switch (query.kind) {
    case "everything":
      return true;
    case "or":
      return query.operands.some((each) => satisfies(each, doc));
    case "and":
      return query.operands.every((each) => satisfies(each, doc));
    case "not":
      return !satisfies(query.operand, doc);
    case "match":
      return listHolds(query.values, fieldsOf(query.field), doc);
    case "range":
      return fieldsOf(query.field).some((field) =>
        (doc[field.name] ?? []).some((element) => inRange(element, query.operator, textOf(query.value), field.type)),
      );
    case "term": {
      if (isStar(query.value)) return true;
      return listHolds(query.value, fakeVocabulary.defaultFields, doc);
    }
    case "nested":
      throw new Error("no field is nested");
  }
}

function listHolds(values: Values, fields: readonly Typed[], doc: Doc): boolean {
  switch (values.kind) {
    case "or_values":
      return values.operands.some((each) => listHolds(each, fields, doc));
    case "and_values":
      return values.operands.every((each) => listHolds(each, fields, doc));
    case "not_values":
      return !listHolds(values.operand, fields, doc);
    default:
      return fields.some((field) => (doc[field.name] ?? []).some((element) => elementIs(element, values, field.type)));
  }
}

function fieldsOf(name: FieldName): readonly Typed[] {
  if (name.kind === "name") {
    const found = fakeVocabulary.resolve(name.name);
    return found.kind === "field" ? [found.binding] : [];
  }
  return fakeVocabulary.expand("*").filter((each) => fitsGlob(each.name, name.parts));
}

function isStar(value: Value): boolean {
  return value.kind === "pattern" && value.parts.every((part) => part === "any");
}

function textOf(value: Value): string {
  if (value.kind === "pattern") throw new Error("a pattern has no text");
  return `${value.value}`;
}

function elementIs(element: string, value: Value, type: ValueType): boolean {
  if (isStar(value)) return true;
  const text = type === "text" || type === "json";
  if (value.kind === "pattern") return text && fitsGlob(element, value.parts);
  const wanted = textOf(value);
  if (text || type === "boolean") return element === wanted;
  if (type === "number") return wanted !== "" && Number(element) === Number(wanted);
  if (type === "time") return wanted !== "" && element.startsWith(wanted);
  return inNetwork(element, wanted);
}

function inRange(element: string, operator: string, wanted: string, type: ValueType): boolean {
  if (type === "number") return compares(Number(element), operator, Number(wanted));
  if (type === "ip") return compares(addressOf(element), operator, addressOf(wanted));
  if (type === "time") return compares(element.slice(0, wanted.length), operator, wanted);
  return compares(element, operator, wanted);
}

function compares<T extends string | number>(left: T, operator: string, right: T): boolean {
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

function addressOf(text: string): number {
  return /^\d+(\.\d+){3}$/.test(text)
    ? text.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0)
    : Number.NaN;
}

function inNetwork(element: string, network: string): boolean {
  const [base = "", bits = "32"] = network.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(addressOf(element) / size) === Math.floor(addressOf(base) / size);
}

/** By the first part: a star takes every possible number of characters. */
function fitsGlob(text: string, parts: readonly PatternPart[]): boolean {
  const [first, ...rest] = parts;
  if (first === undefined) return text === "";
  if (first !== "any") return text.startsWith(first.text) && fitsGlob(text.slice(first.text.length), rest);
  return Array.from({ length: text.length + 1 }, (_, i) => text.slice(i)).some((tail) => fitsGlob(tail, rest));
}

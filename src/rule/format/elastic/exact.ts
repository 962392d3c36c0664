import type { CompareAs, Field, Predicate } from "../../../ir/expr.ts";
import { NUMBER_TEXT } from "../../../ir/holds.ts";
import type { Span } from "../../../source/span.ts";
import { ipRange } from "../../../util/ip.ts";
import { quote } from "../quote.ts";
import type { Report } from "../report.ts";
import type { Given, Shape } from "../shape.ts";
import { wrong } from "../shape.ts";
import type { Tree } from "../tree.ts";

/** A text, number or boolean as Elasticsearch takes it for a term: as text. */
export const scalar: Shape<string> = {
  expected: "a text, a number, true or false",
  read(tree, path, report) {
    const text = scalarText(tree);
    return text ?? wrong(tree, path, scalar.expected, report);
  },
};

export function scalarText(tree: Tree): string | undefined {
  switch (tree.kind) {
    case "text":
      return tree.text;
    case "number":
      return String(tree.number);
    case "boolean":
      return String(tree.boolean);
    default:
      return undefined;
  }
}

/** Some element is exactly one of the values, as a phrase is on a keyword field. Null and errors when a value does not fit the field. */
export function isExactly(
  field: Field,
  values: readonly Given<string>[],
  span: Span,
  report: Report,
): Predicate | null {
  const good = values.filter(({ value, tree }) => fits(field, value, tree.span, report));
  if (good.length < values.length) return null;
  const texts = good.map(({ value }) => literalOf(field, value));
  if (field.type === "ip") return { kind: "cidr", field, networks: texts, span };
  return { kind: "equals", field, texts, as: compareAs(field), ignoreCase: false, span };
}

export function compareAs(field: Field): CompareAs {
  return field.type === "json" ? "text" : field.type;
}

/** Reports a value that no element of the field can have. */
export function fits(field: Field, value: string, at: Span, report: Report): boolean {
  const expected = EXPECTED[field.type];
  if (expected === undefined || expected.test(value)) return true;
  report.error("invalid-value", at, `the field ${quote(field.name)} holds ${expected.words}, ${quote(value)} is none`);
  return false;
}

/** As predicates want it: times in UTC, everything else as it is. */
export function literalOf(field: Field, value: string): string {
  return field.type === "time" ? new Date(value).toISOString() : value;
}

interface Expected {
  readonly words: string;
  readonly test: (value: string) => boolean;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

const EXPECTED: Readonly<Partial<Record<Field["type"], Expected>>> = {
  number: { words: "numbers", test: (value) => NUMBER_TEXT.test(value) },
  boolean: { words: "true or false", test: (value) => value === "true" || value === "false" },
  ip: { words: "IP addresses", test: (value) => ipRange(value) !== undefined },
  time: {
    words: "times in ISO 8601 with a zone",
    test: (value) => ISO_TIME.test(value) && !Number.isNaN(Date.parse(value)),
  },
};

import type { Predicate, Value } from "../../ir/expr.ts";
import type { MatchedRow } from "./matched-rows.ts";

/** The distinct elements of a value in a row; undefined when they are not known. */
export type ElementsOf = (value: Value) => ((row: MatchedRow) => readonly string[]) | undefined;
export type RowTest = (row: MatchedRow) => boolean;

/**
 * A predicate over elements that the database has already delivered; null when it asks for more than whether elements are there and
 * are these texts, for then the database has the say.
 */
export function rowTest(predicate: Predicate, elementsOf: ElementsOf): RowTest | null {
  switch (predicate.kind) {
    case "and":
    case "or": {
      const tests = predicate.operands.map((each) => rowTest(each, elementsOf));
      const known = tests.filter((test) => test !== null);
      if (known.length < tests.length) return null;
      return predicate.kind === "and"
        ? (row) => known.every((test) => test(row))
        : (row) => known.some((test) => test(row));
    }
    case "not": {
      const test = rowTest(predicate.operand, elementsOf);
      return test && ((row) => !test(row));
    }
    case "constant":
      return () => predicate.holds;
    case "exists": {
      const elements = elementsOf(predicate.field.value);
      return elements === undefined ? null : (row) => elements(row).length > 0;
    }
    case "equals": {
      if (predicate.as !== "text" || predicate.ignoreCase) return null;
      const elements = elementsOf(predicate.field.value);
      const texts = new Set(predicate.texts);
      return elements === undefined ? null : (row) => elements(row).some((element) => texts.has(element));
    }
    default:
      return null;
  }
}

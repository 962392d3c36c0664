import type { Predicate } from "../../ir/expr.ts";
import { NUMBER_TEXT } from "../../ir/holds.ts";
import { isNeverFilled } from "../../ir/never-filled.ts";
import { excerpt } from "./excerpt.ts";
import type { Scope } from "./scope.ts";

/** The only time column of the events table is the event's own time; other times are paths. */
export function warnOfTime(tests: readonly Predicate[], scope: Scope): void {
  const compared = tests.flatMap((test) => (test.kind === "compare" && test.as === "time" ? [test] : []));
  const own = compared.find((test) => test.field.value.kind === "column");
  if (!own) return;
  const message = `a filter on ${excerpt(own.field.name)} also cuts the history that the rule compares with`;
  const hint = "say what the rule looks at in its own time settings";
  scope.reporter.warning("cuts-history", message, own.span, hint);
}

/** A flattened leaf is a keyword: Elasticsearch puts "9" after "10". */
export function warnOfText(tests: readonly Predicate[], scope: Scope): void {
  const compared = tests.flatMap((test) => (test.kind === "compare" && test.as === "text" ? [test] : []));
  const held = compared.filter((test) => !isNeverFilled(test.field.value));
  const odd = held.find((test) => test.bounds.some(({ text }) => NUMBER_TEXT.test(text)));
  if (!odd) return;
  const message = `${excerpt(odd.field.name)} holds text: it compares character by character, "9" comes after "10"`;
  scope.reporter.warning("normalised", message, odd.span);
}

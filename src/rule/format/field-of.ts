import type { Field } from "../../ir/expr.ts";
import { isNeverFilled } from "../../ir/never-filled.ts";
import type { Vocabulary } from "../../ir/vocabulary.ts";
import type { Span } from "../../source/span.ts";
import { quote } from "./quote.ts";
import type { Report } from "./report.ts";
import type { Given } from "./shape.ts";
import type { TextTree } from "./tree.ts";

/** The field of that name; null and an error when the vocabulary has none. */
export function fieldOf(name: string, at: Span, vocabulary: Vocabulary, report: Report): Field | null {
  const resolution = vocabulary.resolve(name);
  if (resolution.kind === "unknown") {
    report.error("unknown-field", at, `unknown field ${quote(name)}`, resolution.hint);
    return null;
  }
  const { type, value } = resolution.binding;
  if (isNeverFilled(value)) report.warning("never-matches", at, `no CloudTrail event has the field ${quote(name)}`);
  return { name, type, value, span: at };
}

/** All or null: every unknown name is reported. */
export function fieldsOf(
  names: readonly Given<TextTree>[] | undefined,
  vocabulary: Vocabulary,
  report: Report,
): readonly Field[] | null {
  const fields = (names ?? []).map(({ value }) => fieldOf(value.text, value.span, vocabulary, report));
  const known = fields.filter((field) => field !== null);
  return known.length === fields.length ? known : null;
}

import type { Field } from "../../ir/expr.ts";
import type { Vocabulary } from "../../ir/vocabulary.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import type { Source } from "../../source/source.ts";
import { nowhere } from "../../source/span.ts";
import type { NamedField } from "./ast.ts";

/** What a lowering collects on its way. */
export interface Lowering {
  readonly source: Source;
  readonly vocabulary: Vocabulary;
  readonly fields: Field[];
  readonly diagnostics: Diagnostic[];
}

/** The field of this name, noted among the search's fields; null after an `unknown-field` diagnostic. */
export function bindField(lowering: Lowering, { name, span }: NamedField): Field | null {
  const found = lowering.vocabulary.resolve(name);
  if (found.kind === "unknown") {
    const message = `unknown field "${name.slice(0, 200)}"`;
    const at = { code: "unknown-field", severity: "error", message, source: lowering.source, span } as const;
    lowering.diagnostics.push(found.hint === undefined ? at : { ...at, hint: found.hint });
    return null;
  }
  const { note } = found.binding;
  if (note !== undefined) {
    const message = `no event has "${name.slice(0, 200)}"`;
    lowering.diagnostics.push({
      code: "never-matches",
      severity: "warning",
      message,
      source: lowering.source,
      span,
      hint: note,
    });
  }
  const field: Field = { name, type: found.binding.type, value: found.binding.value, span };
  lowering.fields.push(field);
  return field;
}

/** The fields that a search without a field looks at; not among those that the search names. */
export function defaultFields(vocabulary: Vocabulary): readonly Field[] {
  return vocabulary.defaultFields.map(({ name, type, value }) => ({ name, type, value, span: nowhere }));
}

/** Every text of the event. */
export function everyField(vocabulary: Vocabulary): Field {
  const { name, type, value } = vocabulary.everything;
  return { name, type, value, span: nowhere };
}

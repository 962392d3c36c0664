import type { Field } from "../ir/expr.ts";
import { isNeverFilled } from "../ir/never-filled.ts";
import type { Vocabulary } from "../ir/vocabulary.ts";
import type { CompiledQuery } from "../lang/compiled.ts";
import type { Source } from "../source/source.ts";
import { constantOutcome } from "./constant-outcome.ts";
import { quote } from "./format/quote.ts";

type Compile = (source: Source, vocabulary: Vocabulary) => CompiledQuery;

/** Evidence from outside the query: its rule's indices belong to other logs. */
export interface Setting {
  readonly isForeign: boolean;
}

/**
 * Why a query cannot be meant for CloudTrail; null when it may be. Rule sets hold rules for many logs, and the fields of
 * those are no mistakes of their authors: such a rule is not supported, not wrong.
 */
export function otherLogs(
  source: Source,
  vocabulary: Vocabulary,
  compile: Compile,
  { isForeign }: Setting,
): string | null {
  const { predicate, fields } = compile(source, lenient(vocabulary));
  if (!predicate) return null;
  if (constantOutcome(predicate) === false) {
    const told = [...new Set(fields.flatMap(tellConstant))];
    return told.length === 0 ? null : `the query asks for other logs: here ${told.join(", ")}`;
  }
  const odd = fields.find((field) => isNeverFilled(field.value));
  if (!isForeign || !odd) return null;
  return `the rule reads other logs: its indices hold no CloudTrail, and CloudTrail has no field ${quote(odd.name)}`;
}

function tellConstant({ name, value }: Field): readonly string[] {
  return value.kind === "constant" ? [`${name} is always ${quote(value.text)}`] : [];
}

/** Every unknown name is a field that no event has. */
function lenient(vocabulary: Vocabulary): Vocabulary {
  return {
    ...vocabulary,
    resolve(name) {
      const found = vocabulary.resolve(name);
      if (found.kind === "field") return found;
      return { kind: "field", binding: { name, type: "text", value: { kind: "all", values: [] } } };
    },
  };
}

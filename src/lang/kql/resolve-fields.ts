import type { Field } from "../../ir/expr.ts";
import type { FieldName, PatternPart } from "./ast.ts";
import { excerpt } from "./excerpt.ts";
import { patternText } from "./print-text.ts";
import { type Scope, toField } from "./scope.ts";

/** The fields that a name stands for; none when it is unknown, which is reported. */
export function resolveFields(name: FieldName, scope: Scope): readonly Field[] {
  const fields = name.kind === "name" ? resolveName(name.name, name, scope) : expandPattern(name, scope);
  scope.fields.push(...fields);
  return fields;
}

function resolveName(text: string, name: FieldName, scope: Scope): readonly Field[] {
  const resolution = scope.vocabulary.resolve(text);
  if (resolution.kind === "field") {
    const { note } = resolution.binding;
    if (note !== undefined) scope.reporter.warning("never-matches", `no event has ${excerpt(text)}`, name.span, note);
    return [toField(resolution.binding, name.span)];
  }
  scope.reporter.error("unknown-field", `unknown field ${excerpt(text)}`, name.span, resolution.hint);
  return [];
}

function expandPattern(name: FieldName & { readonly parts: readonly PatternPart[] }, scope: Scope): readonly Field[] {
  const pattern = name.parts.map((part) => (part === "any" ? "*" : part.text)).join("");
  const literalStar = name.parts.some((part) => part !== "any" && part.text.includes("*"));
  const found = literalStar ? [] : scope.vocabulary.expand(pattern);
  const fields = found.map((binding) => toField(binding, name.span));
  if (fields.length > 0) return fields;
  scope.reporter.error("unknown-field", `no field has a name like ${excerpt(patternText(name.parts))}`, name.span);
  return [];
}

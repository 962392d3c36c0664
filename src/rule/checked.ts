import { type Diagnostic, hasErrors } from "../source/diagnostic.ts";
import { outermost, type Source } from "../source/source.ts";
import type { Candidate } from "./candidate.ts";
import type { CheckedRule, RuleStatus } from "./loaded-rules.ts";

export function checkedRule(candidate: Candidate): CheckedRule {
  const { file, id, name, format, type, language, diagnostics } = candidate;
  return {
    file: file.name,
    id,
    name,
    format,
    type,
    language,
    status: statusOf(diagnostics),
    diagnostics: inOrder(file, diagnostics),
  };
}

/** Nothing when there is nothing to say about the file. */
export function checkedFile(file: Source, diagnostics: readonly Diagnostic[]): readonly CheckedRule[] {
  if (diagnostics.length === 0) return [];
  const rule = { id: null, name: null, format: null, type: null, language: null };
  const status = hasErrors(diagnostics) ? "error" : "ok";
  return [{ file: file.name, ...rule, status, diagnostics: inOrder(file, diagnostics) }];
}

/** Unsupported only when nothing else is wrong: an author must hear of what can be put right. */
function statusOf(diagnostics: readonly Diagnostic[]): RuleStatus {
  const errors = diagnostics.filter((each) => each.severity === "error");
  if (errors.length === 0) return "ok";
  return errors.every((each) => each.code.startsWith("unsupported-")) ? "unsupported" : "error";
}

/** By place in the rule's own file; what points into other files comes last, as it was reported. */
function inOrder(file: Source, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const placed = diagnostics.map((diagnostic) => ({ diagnostic, at: placeIn(file, diagnostic) }));
  return placed.sort((a, b) => a.at - b.at).map((each) => each.diagnostic);
}

function placeIn(file: Source, diagnostic: Diagnostic): number {
  const place = outermost(diagnostic.source, diagnostic.span.start);
  return place.source === file ? place.offset : Number.MAX_SAFE_INTEGER;
}

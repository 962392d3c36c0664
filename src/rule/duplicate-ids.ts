import type { Diagnostic } from "../source/diagnostic.ts";
import type { Candidate } from "./candidate.ts";
import { quote } from "./format/quote.ts";
import { groupBy } from "./group-by.ts";
import { createLocator, type Locator } from "./locator.ts";

/**
 * Rules that share an id all stay out: alerts are keyed by the rule's id, and to choose one of them by the order of
 * files would drop the other in silence (DESIGN, law 3). Each error names the other places.
 */
export function withDuplicates(candidates: readonly Candidate[]): readonly Candidate[] {
  const locate = createLocator();
  const byId = groupBy(
    candidates.filter(({ id }) => id !== null),
    ({ id }) => id ?? "",
  );
  return candidates.map((candidate) => {
    const same = candidate.id === null ? [] : (byId.get(candidate.id) ?? []);
    if (same.length < 2) return candidate;
    const error = duplicate(candidate, same, locate);
    return { ...candidate, rule: null, diagnostics: [...candidate.diagnostics, error] };
  });
}

const MOST_PLACES = 3;

function duplicate(candidate: Candidate, same: readonly Candidate[], locate: Locator): Diagnostic {
  const others = same.slice(0, MOST_PLACES + 1).filter((other) => other !== candidate);
  const places = others.slice(0, MOST_PLACES).map(({ file, span }) => {
    const at = locate(file, span.start);
    return `${at.file}:${at.line}:${at.column}`;
  });
  const left = same.length - 1 - places.length;
  const more = left > 0 ? ` and ${left} more` : "";
  return {
    code: "duplicate-id",
    severity: "error",
    message: `the id ${quote(candidate.id ?? "")} is also that of ${places.join(", ")}${more}`,
    source: candidate.file,
    span: candidate.span,
  };
}

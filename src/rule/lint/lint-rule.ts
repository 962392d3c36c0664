import type { Candidate } from "../candidate.ts";
import { LINTS } from "./lints.ts";

/** The candidate with what all checks say about its rule. */
export function lintRule(candidate: Candidate): Candidate {
  const { rule } = candidate;
  if (!rule) return candidate;
  const found = LINTS.flatMap(({ severity, check }) =>
    check(rule, candidate).map((finding) => ({ ...finding, severity })),
  );
  return { ...candidate, diagnostics: [...candidate.diagnostics, ...found] };
}

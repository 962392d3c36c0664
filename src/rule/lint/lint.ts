import type { Diagnostic } from "../../source/diagnostic.ts";
import type { Candidate } from "../candidate.ts";
import type { Rule } from "../rule.ts";

/** A check of a rule that is right in form. It says only what is certainly so. */
export interface Lint {
  readonly id: string;
  readonly severity: "warning" | "info";
  /** What it looks for, one sentence. */
  readonly sentence: string;
  readonly check: (rule: Rule, candidate: Candidate) => readonly Finding[];
}

export type Finding = Pick<Diagnostic, "code" | "message" | "source" | "span"> & { readonly hint?: string };

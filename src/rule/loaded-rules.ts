import type { Diagnostic } from "../source/diagnostic.ts";
import type { DatadogSuppression } from "./datadog-suppression.ts";
import type { Rule, RuleFormat } from "./rule.ts";

export interface RuleFile {
  /** As diagnostics are to name it. */
  readonly path: string;
  readonly text: string;
}

export interface LoadOptions {
  /** Epoch ms; exception items that expired before are not applied. Without it none has expired. */
  readonly now?: number;
}

/**
 * `unsupported`: understood, but of a type, language or feature that is not there. `error`: wrong in some other way.
 */
export type RuleStatus = "ok" | "unsupported" | "error";

/** What was made of one rule, or, with null for everything that only a rule has, of a file around its rules. */
export interface CheckedRule {
  readonly file: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly format: RuleFormat | null;
  /** Elastic's `type`, Datadog's detection method. */
  readonly type: string | null;
  readonly language: string | null;
  readonly status: RuleStatus;
  readonly diagnostics: readonly Diagnostic[];
}

export interface LoadedRules {
  /** Ready to run, in the order of files (by path) and of rules in them. */
  readonly rules: readonly Rule[];
  readonly unsupported: readonly CheckedRule[];
  readonly invalid: readonly CheckedRule[];
  readonly suppressions: readonly DatadogSuppression[];
  /** Every rule, good or bad, in order; before the rules of a file what is to be said about the file itself. */
  readonly checked: readonly CheckedRule[];
  /** Everything that was said, in the order of `checked`. */
  readonly diagnostics: readonly Diagnostic[];
}

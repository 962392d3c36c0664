import type { CompiledSuppression } from "../../alert/suppression/compile-suppression.ts";
import type { OwnSuppression } from "../../alert/suppression/own-suppression.ts";
import type { Rule } from "../../rule/rule.ts";

/** A rule in force. */
export interface LiveRule extends Rule {
  /** SHA-256, hex, over what decides its alerts: see rule-hash.ts. Equal hashes, equal alerts; the file and its formatting do not matter. */
  readonly hash: string;
}

/**
 * `broken`: a file or a rule that cannot be used as it stands. `unsupported`: a rule of a kind that is not there yet; it is left out, as `scan` does.
 * `unsaved`: the last good versions cannot be written, so they would not survive a restart.
 */
export type RuleProblemKind = "broken" | "unsupported" | "unsaved";

/** Something that keeps what is in force from being what the files say. */
export interface FileProblem {
  readonly kind: RuleProblemKind;
  /** Absolute path of the file or folder. */
  readonly file: string;
  /** Null: it is about the file as a whole, or the rule has no id. */
  readonly rule: string | null;
  readonly name: string | null;
  /** Code frames with file:line:col, separated by an empty line. Printable. */
  readonly text: string;
  /** The last good version of the file is in force instead; false: nothing of it is. */
  readonly keptVersion: boolean;
}

export interface RuleProblem extends FileProblem {
  /** What the file holds. */
  readonly of: "rules" | "suppressions";
}

/** The rules and suppressions in force, as one look at the files left them. */
export interface RuleSet {
  /** 1 at first; one more with each difference in anything below. */
  readonly version: number;
  /** In the order of files and of rules in them; those that are switched off, too (`enabled`). */
  readonly rules: readonly LiveRule[];
  /** Datadog's, from rule files. */
  readonly suppressions: readonly CompiledSuppression[];
  /** Ours, from suppression files. */
  readonly own: readonly OwnSuppression[];
  readonly problems: readonly RuleProblem[];
}

/** Ids of rules, sorted: what differs from the set before by hash. */
export interface RuleChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** The problems for which `serve` refuses to start, as `scan` would: nothing of a file can be used, and no last good version is there. */
export function fatalProblems({ problems }: RuleSet): readonly RuleProblem[] {
  return problems.filter(({ kind, keptVersion }) => kind === "broken" && !keptVersion);
}

export function differences(before: readonly LiveRule[], after: readonly LiveRule[]): RuleChange {
  const old = new Map(before.map(({ id, hash }) => [id, hash]));
  const now = new Map(after.map(({ id, hash }) => [id, hash]));
  const ids = [...now.keys()].sort();
  return {
    added: ids.filter((id) => !old.has(id)),
    changed: ids.filter((id) => old.has(id) && old.get(id) !== now.get(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)).sort(),
  };
}

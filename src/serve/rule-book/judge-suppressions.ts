import type { OwnSuppression } from "../../alert/suppression/own-suppression.ts";
import type { RuleFile } from "../../rule/loaded-rules.ts";
import type { ReadRuleFiles } from "../../rule/read-rule-files.ts";
import { type Diagnostic, hasErrors } from "../../source/diagnostic.ts";
import { outermost } from "../../source/source.ts";
import type { Judged, Texts } from "./choose-texts.ts";

/** How files with suppressions of ours are read. Neither function throws for what a file says. */
export interface SuppressionFiles {
  readonly paths: readonly string[];
  /** As readRuleFiles does, for the files that are wanted. */
  readonly read: (paths: readonly string[]) => Promise<ReadRuleFiles>;
  /** All files together. An error points into the file that has to be changed; of two with the same id, into each. */
  readonly load: (files: readonly RuleFile[]) => LoadedSuppressions;
}

export interface LoadedSuppressions {
  readonly suppressions: readonly OwnSuppression[];
  readonly diagnostics: readonly Diagnostic[];
}

export function judgeSuppressions(texts: Texts, load: SuppressionFiles["load"]): Judged<readonly OwnSuppression[]> {
  const { suppressions, diagnostics } = load([...texts.values()]);
  if (!hasErrors(diagnostics)) return { value: suppressions, faults: [], holders: new Map() };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const files = new Set(errors.map(fileOf));
  const faults = [...files].map((file) => ({
    file,
    rule: null,
    name: null,
    errors: errors.filter((error) => fileOf(error) === file),
  }));
  return { value: [], faults, holders: new Map() };
}

function fileOf({ source, span }: Diagnostic): string {
  return outermost(source, span.start).source.name;
}

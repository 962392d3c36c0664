import type { RuleFile } from "../../rule/loaded-rules.ts";
import { readSuppressionFiles } from "../../rule/suppression-file/read-suppression-files.ts";
import { readSuppressionTexts } from "../../rule/suppression-file/read-suppression-texts.ts";
import type { Diagnostic } from "../../source/diagnostic.ts";
import { compileWritten } from "./compile-own.ts";
import type { CompiledOwn } from "./compiled-own.ts";

export interface LoadedSuppressions {
  /** By id, those that nothing is wrong with. */
  readonly suppressions: readonly CompiledOwn[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The suppressions of files and directories of them. Never throws for what a file says. */
export async function loadSuppressionFiles(paths: readonly string[]): Promise<LoadedSuppressions> {
  const { files, diagnostics } = await readSuppressionFiles(paths);
  const loaded = loadSuppressions(files);
  return { ...loaded, diagnostics: [...diagnostics, ...loaded.diagnostics] };
}

/** The same from the texts of files, in whatever order they come. */
export function loadSuppressions(files: readonly RuleFile[]): LoadedSuppressions {
  const { suppressions, diagnostics } = readSuppressionTexts(files);
  const compiled = suppressions.map(compileWritten);
  return {
    suppressions: compiled.map(({ suppression }) => suppression).filter((each) => each !== null),
    diagnostics: [...diagnostics, ...compiled.flatMap((each) => each.diagnostics)],
  };
}

import { loadSuppressions } from "../alert/suppression/load-suppressions.ts";
import { expiredSuppressions, unknownRules } from "../alert/suppression/suppression-warnings.ts";
import type { CheckedRule } from "../rule/loaded-rules.ts";
import { readSuppressionFiles } from "../rule/suppression-file/read-suppression-files.ts";
import { type Diagnostic, hasErrors } from "../source/diagnostic.ts";
import { outermost } from "../source/source.ts";
import { loadChosenRules } from "./load-rules.ts";

/** What is to be said about files of suppressions, an entry for each. `known`: ids of rules besides those of the built-in pack. */
export async function checkSuppressions(
  paths: readonly string[],
  known: readonly string[],
  now: number,
): Promise<readonly CheckedRule[]> {
  const { files, diagnostics } = await readSuppressionFiles(paths);
  const loaded = loadSuppressions(files);
  const builtin = await loadChosenRules({ builtin: true }, now);
  const ids = [...known, ...builtin.checked.flatMap(({ id }) => (id === null ? [] : [id]))];
  const said = [
    ...diagnostics,
    ...loaded.diagnostics,
    ...expiredSuppressions(loaded.suppressions, now),
    ...unknownRules(loaded.suppressions, ids),
  ];
  const names = [...files.map(({ path }) => path), ...diagnostics.map(({ source }) => source.name)];
  return [...new Set(names)].sort().map((name) =>
    entryOf(
      name,
      said.filter((each) => fileOf(each) === name),
    ),
  );
}

function fileOf({ source, span }: Diagnostic): string {
  return outermost(source, span.start).source.name;
}

function entryOf(file: string, diagnostics: readonly Diagnostic[]): CheckedRule {
  const rule = { id: null, name: "(suppressions)", format: null, type: null, language: null };
  return { file, ...rule, status: hasErrors(diagnostics) ? "error" : "ok", diagnostics };
}

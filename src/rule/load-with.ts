import type { Diagnostic } from "../source/diagnostic.ts";
import { type Source, source } from "../source/source.ts";
import type { Candidate } from "./candidate.ts";
import { checkedFile, checkedRule } from "./checked.ts";
import { withDuplicates } from "./duplicate-ids.ts";
import { compileDatadogRule } from "./format/datadog/datadog-rule.ts";
import { compileElasticRule, type ElasticWorld } from "./format/elastic/elastic-rule.ts";
import { bindExceptions } from "./format/elastic/exception-book.ts";
import { reportLists } from "./format/elastic/exception-lists.ts";
import { reportExport } from "./format/elastic/export-details.ts";
import type { Part, PartOf, ReadFile } from "./format/parts.ts";
import { readFile } from "./format/read-file.ts";
import { createReport, type Report } from "./format/report.ts";
import type { Languages } from "./languages.ts";
import { lintRule } from "./lint/lint-rule.ts";
import type { LoadedRules, LoadOptions, RuleFile } from "./loaded-rules.ts";
import { readSuppressions } from "./suppressions.ts";

interface OpenFile extends ReadFile {
  readonly report: Report;
}

/** `loadRules` with the languages as an argument. */
export function loadRulesWith(files: readonly RuleFile[], languages: Languages, options: LoadOptions): LoadedRules {
  const open = [...files].sort(byPath).map(openFile);
  const parts = open.flatMap((each) => each.parts);
  const containers = only(parts, "exception-list").map((part) => part.found);
  const items = only(parts, "exception-item").map((part) => part.found);
  const world: ElasticWorld = { languages, exceptions: bindExceptions(containers, items), now: options.now ?? null };
  const suppressions = readSuppressions(open);
  for (const each of open) reportExport(each.parts, each.report);
  reportLists(open, parts);
  const candidates = withDuplicates(parts.flatMap((part) => compile(part, world))).map(lintRule);
  return gather(open, candidates, suppressions);
}

/** By code unit, so that the order is the same everywhere. */
function byPath(a: RuleFile, b: RuleFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** A byte order mark is no part of the text. */
function openFile({ path, text }: RuleFile): OpenFile {
  const file: Source = source(path, text.replace(/^\u{FEFF}/u, ""));
  const report = createReport(file);
  return { file, report, parts: readFile(file, report) };
}

function only<K extends Part["kind"]>(parts: readonly Part[], kind: K): readonly PartOf<K>[] {
  return parts.filter((part): part is PartOf<K> => part.kind === kind);
}

function compile(part: Part, world: ElasticWorld): readonly Candidate[] {
  if (part.kind === "elastic-rule") return [compileElasticRule(part.found, world)];
  if (part.kind === "datadog-rule") return [compileDatadogRule(part.found, world.languages)];
  return [];
}

function gather(
  open: readonly OpenFile[],
  candidates: readonly Candidate[],
  suppressions: LoadedRules["suppressions"],
): LoadedRules {
  const checked = open.flatMap(({ file, report }) => [
    ...checkedFile(file, report.diagnostics),
    ...candidates.filter((candidate) => candidate.file === file).map(checkedRule),
  ]);
  const diagnostics: readonly Diagnostic[] = checked.flatMap((each) => each.diagnostics);
  return {
    rules: candidates.flatMap(({ rule }) => (rule ? [rule] : [])),
    unsupported: checked.filter((each) => each.status === "unsupported"),
    invalid: checked.filter((each) => each.status === "error" && each.format !== null),
    suppressions,
    checked,
    diagnostics,
  };
}

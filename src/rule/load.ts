import { vocabularies } from "../catalog/vocabularies.ts";
import { compileSearch } from "../lang/datadog/compile.ts";
import { parseCondition, parsePercentile } from "../lang/datadog/parse-condition.ts";
import { compileKql } from "../lang/kql/compile.ts";
import { parseTemplate } from "../lang/template/parse.ts";
import type { Languages } from "./languages.ts";
import { loadRulesWith } from "./load-with.ts";
import type { LoadedRules, LoadOptions, RuleFile } from "./loaded-rules.ts";

const LANGUAGES: Languages = {
  kql: compileKql,
  search: compileSearch,
  condition: parseCondition,
  percentile: parsePercentile,
  template: parseTemplate,
  vocabularies,
};

/**
 * Rules of all three formats from the texts of their files, whatever the files are called and in whatever order they
 * come. Never throws for a text: what is not understood is a diagnostic with its place, and the rule stays out.
 */
export function loadRules(files: readonly RuleFile[], options: LoadOptions = {}): LoadedRules {
  return loadRulesWith(files, LANGUAGES, options);
}

import { allOf } from "../../../ir/build.ts";
import type { Predicate } from "../../../ir/expr.ts";
import { hasErrors } from "../../../source/diagnostic.ts";
import type { Source } from "../../../source/source.ts";
import { MINUTE } from "../../../util/duration.ts";
import type { Candidate, WrittenQuery } from "../../candidate.ts";
import type { Languages } from "../../languages.ts";
import type { Method, Rule } from "../../rule.ts";
import { readKeys } from "../keys.ts";
import { toPlainObject } from "../plain.ts";
import { quote } from "../quote.ts";
import { createReport, type Report } from "../report.ts";
import { textSource } from "../text-source.ts";
import { type ObjectTree, textOf, valueAt } from "../tree.ts";
import { highestStatus } from "./cases.ts";
import type { DatadogContext, DatadogKeys } from "./datadog-context.ts";
import { DATADOG_KEYS } from "./datadog-keys.ts";
import { readMethod } from "./datadog-method.ts";
import { type ReadQuery, readQuery } from "./datadog-query.ts";
import { type DetectionMethod, readDetectionMethod } from "./detection-method.ts";
import { goalOf } from "./goal.ts";
import { reportGroups } from "./groups.ts";
import { readLabels } from "./labels.ts";
import { isForOtherLogs } from "./other-logs.ts";
import { readRuleFilters } from "./rule-filters.ts";
import { slug } from "./slug.ts";
import { threatOfTags } from "./tag-threat.ts";
import { reportUnusedOptions } from "./unused-options.ts";

export interface FoundDatadogRule {
  readonly file: Source;
  readonly tree: ObjectTree;
  /** The id of the JSON:API object around the attributes. */
  readonly outerId: string | null;
}

interface Compiled {
  readonly rule: Rule | null;
  readonly queries: readonly WrittenQuery[];
}

export function compileDatadogRule(found: FoundDatadogRule, languages: Languages): Candidate {
  const { file, tree } = found;
  const report = createReport(file);
  const { name: type, method } = readDetectionMethod(tree, report);
  const id = textOf(tree, "id") || found.outerId || slug(textOf(tree, "name") ?? "") || null;
  const { rule, queries } = method ? compile(found, id, method, languages, report) : { rule: null, queries: [] };
  return {
    file,
    span: (valueAt(tree, "id") ?? valueAt(tree, "name") ?? tree).span,
    id,
    name: textOf(tree, "name") ?? null,
    format: "datadog-json",
    type,
    language: "datadog",
    diagnostics: report.diagnostics,
    rule: hasErrors(report.diagnostics) ? null : rule,
    queries,
  };
}

function compile(
  found: FoundDatadogRule,
  id: string | null,
  method: DetectionMethod,
  languages: Languages,
  report: Report,
): Compiled {
  const keys = readKeys(found.tree, DATADOG_KEYS, "", report);
  const context: DatadogContext = { languages, vocabulary: languages.vocabularies.datadog, report };
  reportIdentity(found, keys, id, report);
  reportDeprecation(keys, report);
  reportTemplates(keys, context);
  if (isForOtherLogs(keys, context)) return { rule: null, queries: [] };
  reportGroups(keys, report);
  const queries = readQueries(keys, method, context);
  const written = queries.flatMap(({ source, predicate, label }) => (predicate ? [{ source, predicate, label }] : []));
  if (!keys.options) return { rule: null, queries: written };
  reportUnusedOptions(keys.options, method, report);
  const detection = readMethod(method, { keys, options: keys.options, queries }, context);
  const rule = detection && id ? build(found, id, keys, detection, report) : null;
  return { rule, queries: written };
}

function readQueries(keys: DatadogKeys, method: DetectionMethod, context: DatadogContext): readonly ReadQuery[] {
  const given = keys.queries?.value ?? [];
  const labels = readLabels(given, context.report);
  const filters = readRuleFilters(keys, context);
  return given.map((query, i) => {
    const read = readQuery(query, labels[i] ?? "", method, context);
    return { ...read, predicate: restrict(read.predicate, filters) };
  });
}

function restrict(predicate: Predicate | null, filters: readonly Predicate[] | null): Predicate | null {
  return predicate && filters ? allOf([predicate, ...filters]) : null;
}

function reportIdentity(
  { tree, outerId }: FoundDatadogRule,
  keys: DatadogKeys,
  id: string | null,
  report: Report,
): void {
  if (keys.id?.value || outerId || !keys.name) return;
  const message = id
    ? `the rule has no id: ${quote(id)} is made from its name`
    : "the rule has neither an id nor a name to make one from";
  const place = keys.name.tree.span;
  if (id) report.info("normalised", place, message);
  else report.error("missing-key", tree.span, message);
}

function reportDeprecation(keys: DatadogKeys, report: Report): void {
  const place = keys.isDeprecated?.value ? keys.isDeprecated : keys.deprecationDate;
  if (place) report.warning("deprecated", place.tree.span, "the rule is deprecated");
}

/** A message that is not a right template renders all the same, so its mistakes are no errors of the rule. */
function reportTemplates(keys: DatadogKeys, { languages, report }: DatadogContext): void {
  for (const tree of [keys.message?.tree, keys.customMessage?.tree]) {
    if (tree?.kind !== "text") continue;
    const { diagnostics } = languages.template(textSource(report.file, tree));
    report.add(diagnostics.map((each) => (each.severity === "error" ? { ...each, severity: "warning" } : each)));
  }
}

/** Datadog rules see every event as it comes: the schedule is the finest slot that alerts are counted in. */
function build(found: FoundDatadogRule, id: string, keys: DatadogKeys, method: Method, report: Report): Rule {
  const message = keys.customMessage?.value || keys.message?.value || "";
  return {
    id,
    name: keys.customName?.value || keys.name?.value || "",
    description: goalOf(message),
    format: "datadog-json",
    vocabulary: "datadog",
    enabled: keys.isEnabled?.value ?? true,
    severity: highestStatus(keys),
    riskScore: null,
    tags: (keys.tags?.value ?? []).map(({ value }) => value.text),
    references: [],
    falsePositives: [],
    threat: threatOfTags(keys, report),
    guide: { text: message, isTemplate: true },
    method,
    schedule: { interval: MINUTE, lookback: MINUTE },
    maxSignals: null,
    suppression: null,
    overrides: { severity: [], riskScore: null, ruleName: null },
    exceptions: [],
    title: { showsGroup: keys.hasExtendedTitle?.value ?? false },
    source: found.file,
    raw: toPlainObject(found.tree),
  };
}

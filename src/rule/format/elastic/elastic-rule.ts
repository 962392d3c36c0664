import type { Diagnostic } from "../../../source/diagnostic.ts";
import { hasErrors } from "../../../source/diagnostic.ts";
import type { Source } from "../../../source/source.ts";
import type { Candidate, WrittenQuery } from "../../candidate.ts";
import type { Languages } from "../../languages.ts";
import type { Method, Rule, RuleFormat } from "../../rule.ts";
import { readKeys } from "../keys.ts";
import { toPlainObject } from "../plain.ts";
import { createReport } from "../report.ts";
import { type ObjectTree, textOf, valueAt } from "../tree.ts";
import type { ElasticContext, ElasticKeys } from "./elastic-context.ts";
import { ELASTIC_KEYS } from "./elastic-keys.ts";
import { type ElasticType, readType } from "./elastic-type.ts";
import type { ExceptionBook } from "./exception-book.ts";
import { readExceptions } from "./exceptions.ts";
import { reportIndexPatterns } from "./index-patterns.ts";
import { readMethod } from "./method.ts";
import { isForOtherLogs } from "./other-logs.ts";
import { readOverrides } from "./overrides.ts";
import { readQuery } from "./query.ts";
import { readMaxSignals, readSchedule } from "./schedule.ts";
import { readSuppression } from "./suppression.ts";
import { readThreats } from "./threat.ts";

/** An Elastic rule as found in a file. */
export interface FoundElasticRule {
  readonly file: Source;
  readonly format: RuleFormat;
  /** The rule's own keys, in TOML the table `[rule]`. */
  readonly tree: ObjectTree;
  /** What was already said about it, e.g. about `[metadata]`. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ElasticWorld {
  readonly languages: Languages;
  readonly exceptions: ExceptionBook;
  readonly now: number | null;
}

export function compileElasticRule(found: FoundElasticRule, world: ElasticWorld): Candidate {
  const { file, format, tree } = found;
  const report = createReport(file, [...found.diagnostics]);
  const context: ElasticContext = { ...world, vocabulary: world.languages.vocabularies.ecs, report };
  const keys = readKeys(tree, ELASTIC_KEYS, "", report);
  const type = readType(tree, keys, report);
  const { rule, queries } = type ? compile(found, type, keys, context) : NOTHING;
  return {
    file,
    span: valueAt(tree, "rule_id")?.span ?? tree.span,
    id: textOf(tree, "rule_id") || null,
    name: textOf(tree, "name") ?? null,
    format,
    type: textOf(tree, "type") ?? null,
    language: textOf(tree, "language") ?? (type ? "kuery" : null),
    diagnostics: report.diagnostics,
    rule: hasErrors(report.diagnostics) ? null : rule,
    queries,
  };
}

interface Compiled {
  readonly rule: Rule | null;
  readonly queries: readonly WrittenQuery[];
}

const NOTHING: Compiled = { rule: null, queries: [] };

function compile(found: FoundElasticRule, type: ElasticType, keys: ElasticKeys, context: ElasticContext): Compiled {
  const { report } = context;
  const { tree } = found;
  const isKuery = keys.language === undefined || keys.language.value.text === "kuery";
  if (isKuery && isForOtherLogs(keys, context)) return NOTHING;
  reportIndexPatterns(keys, report);
  const schedule = readSchedule(keys, report);
  const exceptions = readExceptions(keys, context);
  const query = isKuery ? readQuery(tree, keys, exceptions, context) : null;
  const methodOf = readMethod(tree, type, keys, schedule, context);
  const method = query && methodOf ? methodOf(query.predicate) : null;
  const group = method?.kind === "elastic_threshold" ? method.fields : [];
  const suppression = readSuppression(keys, type, group, context);
  const overrides = readOverrides(keys, context);
  const maxSignals = readMaxSignals(keys, report);
  if (!query || !method || !schedule) return NOTHING;
  const common = describe(found, keys, method);
  return { rule: { ...common, schedule, maxSignals, suppression, overrides, exceptions }, queries: [query] };
}

type Described = Omit<Rule, "schedule" | "maxSignals" | "suppression" | "overrides" | "exceptions">;

function describe({ file, format, tree }: FoundElasticRule, keys: ElasticKeys, method: Method): Described {
  return {
    id: keys.rule_id?.value ?? "",
    name: keys.name?.value ?? "",
    description: keys.description?.value ?? "",
    format,
    vocabulary: "ecs",
    enabled: keys.enabled?.value ?? true,
    severity: keys.severity?.value ?? "low",
    riskScore: keys.risk_score?.value ?? null,
    tags: texts(keys.tags),
    references: texts(keys.references),
    falsePositives: texts(keys.false_positives),
    threat: readThreats(keys),
    guide: { text: keys.note?.value ?? "", isTemplate: false },
    method,
    title: { showsGroup: false },
    source: file,
    raw: toPlainObject(tree),
  };
}

function texts(given: ElasticKeys["tags"]): readonly string[] {
  return (given?.value ?? []).map(({ value }) => value);
}

import type { Vocabulary } from "../../ir/vocabulary.ts";
import type { Rule } from "../../rule/rule.ts";
import type { JsonObject } from "../../util/json.ts";
import { DETECTION_METHODS } from "../format/datadog/queries.ts";
import { type DocumentFields, documentVocabulary } from "./document-vocabulary.ts";

const path = (name: string): readonly string[] => [name];

/** A rule as `rule_query` names it: `type:log_detection`, `ruleId:…`, `name:…`, `severity:…`, tags (`source:cloudtrail`). */
export const RULE_FIELDS: DocumentFields = {
  attributes: [],
  reserved: {
    type: path("type"),
    id: path("id"),
    ruleId: path("id"),
    rule_id: path("id"),
    name: path("name"),
    ruleName: path("name"),
    detectionMethod: path("detectionMethod"),
    severity: path("severity"),
    tags: path("tags"),
  },
  tags: path("tags"),
};

export const ruleVocabulary: Vocabulary = documentVocabulary(RULE_FIELDS);

/** What `rule_query` looks at. Datadog lower-cases a rule's tags on its signals; both spellings match here. */
export function ruleDocument(rule: Rule): JsonObject {
  return {
    type: "log_detection",
    id: rule.id,
    name: rule.name,
    detectionMethod: DETECTION_METHODS[rule.method.kind],
    severity: rule.severity,
    tags: [...new Set([...rule.tags, ...rule.tags.map((tag) => tag.toLowerCase())])],
  };
}

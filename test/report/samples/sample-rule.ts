import type { Rule } from "../../../src/rule/rule.ts";
import { source } from "../../../src/source/source.ts";
import { nowhere } from "../../../src/source/span.ts";
import { MINUTE } from "../../../src/util/duration.ts";

export const sampleRule: Rule = {
  id: "a5f0c1de-0000-4000-8000-000000000001",
  name: "First decryption of parameters by an identity",
  description: "Finds identities that decrypt parameters for the first time.",
  format: "elastic-toml",
  vocabulary: "ecs",
  enabled: true,
  severity: "medium",
  riskScore: 47,
  tags: [],
  references: [],
  falsePositives: [],
  threat: [],
  guide: { text: "", isTemplate: false },
  method: { kind: "query", predicate: { kind: "constant", holds: true, span: nowhere } },
  schedule: { interval: 5 * MINUTE, lookback: 9 * MINUTE },
  maxSignals: 100,
  suppression: null,
  overrides: { severity: [], riskScore: null, ruleName: null },
  exceptions: [],
  title: { showsGroup: false },
  source: source("rules/sample.toml", ""),
  raw: {},
};

import type { Rule } from "../../../src/rule/rule.ts";
import { EVERYTHING, makeRule } from "../../alert/fixtures.ts";

export const sampleRule: Rule = makeRule({
  description: "Finds identities that decrypt parameters for the first time.",
  tags: [],
  references: [],
  threat: [],
  guide: { text: "", isTemplate: false },
  method: { kind: "query", predicate: EVERYTHING },
  raw: {},
});

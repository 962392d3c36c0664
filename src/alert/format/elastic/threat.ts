import type { Threat, ThreatEntry } from "../../../rule/rule.ts";
import type { JsonObject } from "../../../util/json.ts";

/** ATT&CK in the shape of Elastic's rules and alerts. */
export function elasticThreat(threat: Threat): JsonObject {
  return {
    framework: threat.framework,
    tactic: entry(threat.tactic),
    technique: threat.techniques.map((technique) => ({
      ...entry(technique),
      subtechnique: technique.subtechniques.map(entry),
    })),
  };
}

function entry({ id, name, reference }: ThreatEntry): JsonObject {
  return { id, name, reference };
}

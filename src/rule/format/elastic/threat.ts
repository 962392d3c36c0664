import type { Threat, ThreatEntry } from "../../rule.ts";
import type { Given } from "../shape.ts";
import type { ElasticKeys } from "./elastic-context.ts";

interface ReadEntry {
  readonly id: Given<string> | undefined;
  readonly name: Given<string> | undefined;
  readonly reference: Given<string> | undefined;
}

export function readThreats(keys: ElasticKeys): readonly Threat[] {
  return (keys.threat?.value ?? []).map(({ value }) => ({
    framework: value.framework?.value ?? "",
    tactic: toEntry(value.tactic?.value),
    techniques: (value.technique?.value ?? []).map((technique) => ({
      ...toEntry(technique.value),
      subtechniques: (technique.value.subtechnique?.value ?? []).map((each) => toEntry(each.value)),
    })),
  }));
}

function toEntry(read: ReadEntry | undefined): ThreatEntry {
  return {
    id: read?.id?.value ?? "",
    name: read?.name?.value ?? "",
    reference: read?.reference?.value ?? "",
  };
}

import type { Binding } from "../../ir/vocabulary.ts";
import { NOTHING } from "../vocabulary/values.ts";

const THREAT_INTEL = "threat intelligence is an enrichment that is not there: the attribute is always missing";
const NO_TAGS = "a CloudTrail file carries no such tag: it is always missing";

/**
 * What Datadog knows and a CloudTrail file cannot say. Shipped rules use it mostly negated (`-@threat_intel...`), so it is
 * known and always missing, with a note for the reader, instead of an error.
 */
export function neverFilled(fieldName: string): Binding | undefined {
  if (fieldName.startsWith("@threat_intel.")) return empty(fieldName, THREAT_INTEL);
  return TAGS.has(fieldName) ? empty(fieldName, NO_TAGS) : undefined;
}

/** Tags that Datadog rules for CloudTrail name: the usual ones of a host or an account. */
const TAGS: ReadonlySet<string> = new Set(
  "env team datacenter site version cluster_name kube_cluster_name application eks_nodegroup-name forwardername tags".split(
    " ",
  ),
);

function empty(name: string, note: string): Binding {
  return { name, type: "text", value: NOTHING, note };
}

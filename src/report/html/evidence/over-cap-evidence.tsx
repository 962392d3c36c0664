import type { JSX } from "preact";
import { counted } from "../../count-text.ts";
import { Time } from "../text/time.tsx";
import type { EvidenceOf } from "./evidence-of.ts";

export function OverCapEvidencePart({ evidence }: { readonly evidence: EvidenceOf<"over_cap"> }): JSX.Element {
  const { run, over_cap } = evidence;
  return (
    <p>
      <strong>{counted(over_cap, "further detection")}</strong> of this rule in the run from <Time at={run.from} /> to{" "}
      <Time at={run.to} />: over its cap, counted, without an alert each.
    </p>
  );
}

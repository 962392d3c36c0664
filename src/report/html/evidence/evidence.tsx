import type { JSX } from "preact";
import type { Alert, AlertEvidence } from "../../../alert/alert.ts";
import { printableShort } from "../../../alert/printable.ts";
import { unreachable } from "../../../util/invariant.ts";
import { Part } from "../text/part.tsx";
import { AnomalyEvidencePart } from "./anomaly-evidence.tsx";
import { NewTermsEvidencePart } from "./new-terms-evidence.tsx";
import { NewValueEvidencePart } from "./new-value-evidence.tsx";
import { OverCapEvidencePart } from "./over-cap-evidence.tsx";
import { ThresholdEvidencePart } from "./threshold-evidence.tsx";

interface Props {
  readonly alert: Alert;
  /** What an anomaly rule measures. */
  readonly unit: string | null;
}

const LONGEST_UNIT = 200;

/** How unusual it is, in the numbers of its detection method. */
export function Evidence({ alert, unit }: Props): JSX.Element {
  return <Part title="How unusual">{contentOf(alert.evidence, alert, unit)}</Part>;
}

function contentOf(evidence: AlertEvidence, alert: Alert, unit: string | null): JSX.Element {
  switch (evidence.kind) {
    case "query":
      return <p class="muted">This rule reports every event that it matches; it compares with nothing.</p>;
    case "new_terms":
      return <NewTermsEvidencePart evidence={evidence} time={alert.time} />;
    case "threshold":
      return <ThresholdEvidencePart evidence={evidence} />;
    case "new_value":
      return <NewValueEvidencePart evidence={evidence} time={alert.time} />;
    case "anomaly":
      return <AnomalyEvidencePart evidence={evidence} unit={printableShort(unit ?? "events", LONGEST_UNIT)} />;
    case "over_cap":
      return <OverCapEvidencePart evidence={evidence} />;
    default:
      return unreachable(evidence);
  }
}

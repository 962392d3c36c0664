import type { Evidence } from "../detect/detection.ts";
import { SECOND } from "../util/duration.ts";
import { unreachable } from "../util/invariant.ts";
import type { AlertEvidence, AlertWindow } from "./alert.ts";
import { isoTime } from "./iso-time.ts";

/** Evidence as alerts show it: times in ISO 8601, names in snake case. */
export function evidenceOf(evidence: Evidence): AlertEvidence {
  switch (evidence.kind) {
    case "query":
      return evidence;
    case "new_terms": {
      const { previous, history } = evidence;
      return {
        kind: "new_terms",
        previous: isoOrNull(previous),
        history: { from: isoTime(history.from), coverage: history.coverage },
      };
    }
    case "threshold":
      return { kind: "threshold", counts: evidence.counts, window: isoWindow(evidence.window) };
    case "new_value": {
      const { values, previous, learnedSince } = evidence;
      return { kind: "new_value", values, previous: isoOrNull(previous), learned_since: isoTime(learnedSince) };
    }
    case "anomaly": {
      const { bucketDuration, judgedBy, window, baseline, ...numbers } = evidence;
      return {
        ...numbers,
        window: isoWindow(window),
        bucket_seconds: bucketDuration / SECOND,
        judged_by: judgedBy,
        baseline: baseline.map(([start, value]) => [isoTime(start), value] as const),
      };
    }
    default:
      return unreachable(evidence);
  }
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

function isoWindow(window: { readonly from: number; readonly to: number }): AlertWindow {
  return { from: isoTime(window.from), to: isoTime(window.to) };
}

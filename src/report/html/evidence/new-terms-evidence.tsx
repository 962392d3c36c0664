import type { JSX } from "preact";
import { formatDuration } from "../../../util/duration.ts";
import { numberText } from "../../count-text.ts";
import { Time } from "../text/time.tsx";
import type { EvidenceOf } from "./evidence-of.ts";
import { HistoryLine } from "./history-line.tsx";

interface Props {
  readonly evidence: EvidenceOf<"new_terms">;
  readonly time: string;
}

export function NewTermsEvidencePart({ evidence, time }: Props): JSX.Element {
  const { previous, history } = evidence;
  const length = formatDuration(Date.parse(time) - Date.parse(history.from));
  return (
    <>
      <p>
        {previous === null ? (
          <>
            <strong>Never seen before</strong> in the stored events.
          </>
        ) : (
          <>
            Last seen <Time at={previous} />, before the history that the rule looks at.
          </>
        )}{" "}
        {coverageText(history.coverage, length)}
      </p>
      <HistoryLine from={history.from} previous={previous} time={time} coverage={history.coverage} />
    </>
  );
}

function coverageText(coverage: number, length: string): string {
  if (coverage >= 1) return `The logs cover all of the ${length} that the rule looks back.`;
  if (coverage <= 0)
    return `The logs hold nothing of the ${length} that the rule looks back, so whether it is new cannot be told.`;
  return `The logs cover only ${numberText(Math.floor(coverage * 1000) / 10)} % of the ${length} that the rule looks back: an earlier use would not be seen.`;
}

import type { JSX } from "preact";
import { formatDuration } from "../../../util/duration.ts";
import { numberText } from "../../count-text.ts";
import { Legend } from "../plot/legend.tsx";
import { Time } from "../text/time.tsx";
import { anomalyPanels } from "./anomaly-panels.ts";
import { BaselinePlot } from "./baseline-plot.tsx";
import type { EvidenceOf } from "./evidence-of.ts";
import { Measures } from "./measures.tsx";

interface Props {
  readonly evidence: EvidenceOf<"anomaly">;
  /** What is measured: `events`, `distinct values of x`. */
  readonly unit: string;
}

/** The window's sum against what was expected, and the series that says so. */
export function AnomalyEvidencePart({ evidence, unit }: Props): JSX.Element {
  const { observed, expected, bound, window } = evidence;
  const length = Date.parse(window.to) - Date.parse(window.from);
  const panels = anomalyPanels(evidence);
  const [first] = panels;
  return (
    <>
      <p>
        {`In the ${formatDuration(length)} from `}
        <Time at={window.from} /> to <Time at={window.to} />, {unit}:
      </p>
      <Measures
        measures={[
          { label: "Observed", value: observed, isHot: true },
          { label: "Expected", value: expected, isHot: false },
          { label: "Alerts from", value: bound, isHot: false },
        ]}
      />
      <p class="muted small">{judgedText(evidence)}</p>
      {panels.map((panel) => (
        <BaselinePlot panel={panel} unit={unit} key={panel.title} />
      ))}
      {first !== undefined && (
        <Legend
          items={[
            { mark: "bars", text: unit },
            { mark: "hot", text: "above the bound" },
            { mark: "bound", text: `bound: ${numberText(bound)} in the window, so ${numberText(first.share)} a bar` },
            { mark: "window", text: "the window" },
          ]}
        />
      )}
    </>
  );
}

function judgedText({ judged_by, percentile, tolerance }: Props["evidence"]): string {
  const which = `percentile ${numberText(percentile * 100)}`;
  const rest = `tolerance ${numberText(tolerance)}`;
  switch (judged_by) {
    case "own":
      return `Judged by its own history (${which}, ${rest}).`;
    case "learning_period":
      return `Judged by the rule's fixed bound, as the rule is still learning (${rest}).`;
    case "peers":
      return `Judged by the other identities of the rule (${which}, ${rest}), as it has too little history of its own.`;
  }
}

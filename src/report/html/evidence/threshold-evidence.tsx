import type { JSX } from "preact";
import { printableShort } from "../../../alert/printable.ts";
import { formatDuration } from "../../../util/duration.ts";
import { numberText } from "../../count-text.ts";
import { Pairs } from "../text/pairs.tsx";
import { Time } from "../text/time.tsx";
import type { EvidenceOf } from "./evidence-of.ts";

export function ThresholdEvidencePart({ evidence }: { readonly evidence: EvidenceOf<"threshold"> }): JSX.Element {
  const { counts, window } = evidence;
  const length = Date.parse(window.to) - Date.parse(window.from);
  const reached = Object.entries(counts).map(([label, count]) => ({
    label: printableShort(label, 200),
    value: <strong class="number">{numberText(count)}</strong>,
  }));
  const within = (
    <>
      <Time at={window.from} /> to <Time at={window.to} /> ({formatDuration(length)})
    </>
  );
  return <Pairs pairs={[...reached, { label: "Within", value: within }]} />;
}

import type { JSX } from "preact";
import { printableShort } from "../../../alert/printable.ts";
import { counted } from "../../count-text.ts";
import { Pairs } from "../text/pairs.tsx";
import { Shown } from "../text/shown.tsx";
import { Time } from "../text/time.tsx";
import type { EvidenceOf } from "./evidence-of.ts";
import { HistoryLine } from "./history-line.tsx";

const MOST = 50;

interface Props {
  readonly evidence: EvidenceOf<"new_value">;
  readonly time: string;
}

export function NewValueEvidencePart({ evidence, time }: Props): JSX.Element {
  const { values, previous, learned_since } = evidence;
  const more = values.length - MOST;
  const pairs = values.slice(0, MOST).flatMap((each) =>
    Object.entries(each).map(([field, value]) => ({
      label: printableShort(field, 200),
      value: <Shown text={value} mono />,
    })),
  );
  return (
    <>
      <p>
        {previous === null ? (
          "Never seen before. "
        ) : (
          <>
            Last seen <Time at={previous} />.{" "}
          </>
        )}
        Learning began <Time at={learned_since} />.
      </p>
      <HistoryLine from={learned_since} previous={previous} time={time} coverage={1} />
      <Pairs pairs={pairs} />
      {more > 0 && <p class="muted small">{`and ${counted(more, "more value")}`}</p>}
    </>
  );
}

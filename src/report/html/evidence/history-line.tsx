import type { JSX } from "preact";
import { Legend } from "../plot/legend.tsx";
import { TimeAxis } from "../plot/time-axis.tsx";
import { percent, positionIn, type TimeSpan } from "../plot/time-scale.ts";

interface Props {
  /** ISO times. */
  readonly from: string;
  readonly previous: string | null;
  readonly time: string;
  /** The last part of the history that the logs cover, 0 to 1. */
  readonly coverage: number;
}

const BAND = { y: 8, height: 10 };
const ROOM = 0.03;

/** The history that was looked at, what of it the logs cover, when it was seen before, and the alert. */
export function HistoryLine({ from, previous, time, coverage }: Props): JSX.Element {
  const [start, end] = [Date.parse(from), Date.parse(time)];
  const earliest = previous === null ? start : Math.min(start, Date.parse(previous));
  const room = Math.max(1, (end - earliest) * ROOM);
  const span: TimeSpan = { from: earliest - room, to: end + room };
  const at = (ms: number): string => percent(positionIn(span, ms));
  const width = (ms: number): string => percent(positionIn(span, end) - positionIn(span, ms));
  return (
    <figure class="plot history">
      <svg width="100%" height="26" role="img" aria-label="The history that the rule looks at">
        <line class="base-line" x1="0" x2="100%" y1="13" y2="13" />
        {coverage < 1 && <rect class="unseen" x={at(start)} y={BAND.y} width={width(start)} height={BAND.height} />}
        <rect
          class="bars"
          x={at(end - (end - start) * coverage)}
          y={BAND.y}
          width={width(end - (end - start) * coverage)}
          height={BAND.height}
        />
        {previous !== null && (
          <line class="seen" x1={at(Date.parse(previous))} x2={at(Date.parse(previous))} y1="2" y2="24" />
        )}
        <circle class="hot" cx={at(end)} cy="13" r="6" />
      </svg>
      <TimeAxis span={span} />
      <Legend
        items={[
          ...(coverage > 0 ? [{ mark: "bars", text: "history in the logs" } as const] : []),
          ...(coverage < 1 ? [{ mark: "unseen", text: "history that the logs lack" } as const] : []),
          ...(previous === null ? [] : [{ mark: "seen", text: "seen before" } as const]),
          { mark: "hot", text: "this alert" },
        ]}
      />
    </figure>
  );
}

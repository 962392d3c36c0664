import type { JSX } from "preact";
import { formatDuration } from "../../../util/duration.ts";
import { numberText } from "../../count-text.ts";
import { BOX, barsPath } from "../plot/paths.ts";
import { Stretched } from "../plot/stretched.tsx";
import { TimeAxis } from "../plot/time-axis.tsx";
import { percent, positionIn } from "../plot/time-scale.ts";
import type { Panel } from "./anomaly-panels.ts";
import { panelBars } from "./panel-bars.ts";
import { type ValueScale, valueScale } from "./value-scale.ts";

interface Props {
  readonly panel: Panel;
  readonly unit: string;
}

const HEIGHT = 120;
/** Room above the highest bar. */
const TOP = 8;

/** The series as bars: the window shaded, the bound's share of a bucket as a line, what is above it in the window marked. */
export function BaselinePlot({ panel, unit }: Props): JSX.Element {
  const { title, bucket, share } = panel;
  const per = `${unit} per ${formatDuration(bucket)}`;
  const { slots, highest, usual } = panelBars(panel);
  const scale = valueScale(Math.max(highest, share), Math.max(usual, share));
  const bars = slots.map((slot) => ({ ...slot, top: scale.at(slot.value) }));
  const excess = bars
    .filter(({ isInWindow, value }) => isInWindow && value > share)
    .map((bar) => ({ ...bar, bottom: scale.at(share) }));
  return (
    <figure class="plot">
      <figcaption>{`${title}: ${per}${scale.isLogarithmic ? ", logarithmic scale" : ""}`}</figcaption>
      <div class="chart">
        <Numbers scale={scale} />
        <svg
          width="100%"
          height={HEIGHT + TOP}
          role="img"
          aria-label={`${title}: ${per}, at most ${numberText(highest)}`}
        >
          <Shade panel={panel} />
          <Grid scale={scale} />
          <Stretched height={HEIGHT} top={TOP}>
            <path class="bars" d={barsPath(bars)} />
            <path class="hot" d={barsPath(excess)} />
            <path class="bound" d={`M0 ${BOX.height * (1 - scale.at(share))}H${BOX.width}`} />
          </Stretched>
        </svg>
        <TimeAxis span={panel.span} />
      </div>
    </figure>
  );
}

function Shade({ panel: { span, window } }: { readonly panel: Panel }): JSX.Element {
  const [from, to] = [positionIn(span, window.from), positionIn(span, window.to)];
  return (
    <rect class="window" x={percent(from)} y="0" width={percent(Math.max(0.002, to - from))} height={HEIGHT + TOP} />
  );
}

function yOf(scale: ValueScale, value: number): number {
  return Math.round(TOP + HEIGHT * (1 - scale.at(value))) + 0.5;
}

function Grid({ scale }: { readonly scale: ValueScale }): JSX.Element {
  return (
    <>
      {scale.ticks.map((tick) => (
        <line class="grid-line" x1="0" x2="100%" y1={yOf(scale, tick)} y2={yOf(scale, tick)} key={tick} />
      ))}
    </>
  );
}

function Numbers({ scale }: { readonly scale: ValueScale }): JSX.Element {
  return (
    <svg class="numbers" width="100%" height={HEIGHT + TOP} aria-hidden="true">
      {scale.ticks.map((tick) => (
        <text x="100%" y={yOf(scale, tick) + 3} text-anchor="end" key={tick}>
          {numberText(tick)}
        </text>
      ))}
    </svg>
  );
}

import type { JSX } from "preact";
import { numberText } from "../../count-text.ts";
import { Stretched } from "./stretched.tsx";
import { TimeAxis } from "./time-axis.tsx";
import type { TimeSpan } from "./time-scale.ts";

export interface Lane {
  readonly name: string;
  readonly count: number;
  /** Path data in units of BOX. */
  readonly path: string;
  readonly class: string;
}

interface Props {
  readonly lanes: readonly Lane[];
  readonly span: TimeSpan;
  /** Pixels of a lane. */
  readonly height: number;
  /** For people who cannot see it. */
  readonly label: string;
}

/** Kinds of things over one time axis, each on a line of its own, so that no colour is needed to tell them apart. */
export function Lanes({ lanes, span, height, label }: Props): JSX.Element {
  return (
    <div class="lanes plot" role="img" aria-label={label}>
      {lanes.map(({ name, count, path, class: style }) => (
        <>
          <span class="lane-name" key={`${name} name`}>
            {name}
          </span>
          <svg width="100%" height={height + 6} key={`${name} lane`} aria-hidden="true">
            <line class="grid-line" x1="0" x2="100%" y1={height + 3.5} y2={height + 3.5} />
            <Stretched height={height} top={3}>
              <path class={style} d={path} />
            </Stretched>
          </svg>
          <span class="lane-count" key={`${name} count`}>
            {numberText(count)}
          </span>
        </>
      ))}
      <TimeAxis span={span} />
    </div>
  );
}

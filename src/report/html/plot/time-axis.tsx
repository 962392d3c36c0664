import type { JSX } from "preact";
import { percent, positionIn, type TimeSpan } from "./time-scale.ts";
import { timeTicks } from "./time-ticks.ts";

const HEIGHT = 20;
const EDGE = 0.05;

/** A line with ticks and their times, as wide as what it stands below. */
export function TimeAxis({ span }: { readonly span: TimeSpan }): JSX.Element {
  return (
    <svg class="axis" width="100%" height={HEIGHT} aria-hidden="true">
      <line class="tick" x1="0" x2="100%" y1="0.5" y2="0.5" />
      {timeTicks(span).map(({ time, label }, index) => {
        const at = positionIn(span, time);
        return (
          <g class={index % 2 === 1 ? "odd" : undefined} key={time}>
            <line class="tick" x1={percent(at)} x2={percent(at)} y1="0" y2="4" />
            <text x={percent(at)} y="16" text-anchor={anchorOf(at)}>
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function anchorOf(position: number): "start" | "middle" | "end" {
  if (position < EDGE) return "start";
  return position > 1 - EDGE ? "end" : "middle";
}

import { positionIn } from "../plot/time-scale.ts";
import type { Panel } from "./anomaly-panels.ts";

export interface Slot {
  /** 0 to 1 of the panel's span. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly isInWindow: boolean;
}

export interface PanelBars {
  readonly slots: readonly Slot[];
  readonly highest: number;
  /** The highest value outside the window. */
  readonly usual: number;
}

/** More could not be told apart. */
const MOST_SLOTS = 300;
/** Gaps between bars help to count them while they are few. */
const FEW_SLOTS = 120;
const FILL_OF_FEW = 0.86;

/** The points as slots: one each, or the highest value of several when there are too many. Empty ones are left out. */
export function panelBars({ points, span, window, bucket }: Panel): PanelBars {
  const width = Math.max(bucket, Math.ceil((span.to - span.from) / MOST_SLOTS / bucket) * bucket);
  const fill = (span.to - span.from) / width <= FEW_SLOTS ? FILL_OF_FEW : 1;
  const values = new Map<number, number>();
  let [highest, usual] = [0, 0];
  for (const [time, value] of points) {
    const start = span.from + Math.floor((time - span.from) / width) * width;
    values.set(start, Math.max(values.get(start) ?? 0, value));
    highest = Math.max(highest, value);
    if (time < window.from || time >= window.to) usual = Math.max(usual, value);
  }
  const slots = [...values]
    .filter(([, value]) => value > 0)
    .map(([start, value]) => ({
      from: positionIn(span, start),
      to: positionIn(span, start + fill * width),
      value,
      isInWindow: start < window.to && start + width > window.from,
    }));
  return { slots, highest, usual };
}

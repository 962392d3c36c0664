import { isoTime } from "../../../alert/iso-time.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../../util/duration.ts";
import type { TimeSpan } from "./time-scale.ts";

export interface Tick {
  readonly time: number;
  readonly label: string;
}

const MOST_TICKS = 6;
const STEPS: readonly number[] = [
  ...[1, 5, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 4, 7, 14, 30, 60, 120, 365].map((count) => count * DAY),
];

/** At most six round times (UTC) in the span: days as `06-12`, times of day as `14:30`. */
export function timeTicks({ from, to }: TimeSpan): readonly Tick[] {
  const span = to - from;
  if (!(span > 0)) return [{ time: from, label: labelOf(from, MINUTE) }];
  const step = STEPS.find((each) => span / each <= MOST_TICKS) ?? Math.ceil(span / MOST_TICKS / DAY) * DAY;
  const ticks: Tick[] = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
    ticks.push({ time, label: labelOf(time, step) });
  }
  return ticks;
}

function labelOf(time: number, step: number): string {
  const iso = isoTime(time);
  if (step >= DAY || (time % DAY === 0 && step >= MINUTE)) return iso.slice(5, 10);
  return step < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
}

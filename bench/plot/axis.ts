/** From values to `[0, 1]`, with the values that get a line and a number. */
export interface Axis {
  at(value: number): number;
  readonly ticks: readonly number[];
}

/** Logarithmic, over all of the values and `room` more at both ends (in powers of ten); ticks at powers of ten, or 1-2-5 steps when there are fewer than three. */
export function logAxis(values: readonly number[], room: number): Axis {
  const low = Math.log10(Math.min(...values)) - room;
  const high = Math.max(Math.log10(Math.max(...values)), low + 1) + room;
  const decades = ticksOf(low, high, [1]);
  return {
    at: (value) => (Math.log10(value) - low) / (high - low),
    ticks: decades.length >= 3 ? decades : ticksOf(low, high, [1, 2, 5]),
  };
}

function ticksOf(low: number, high: number, steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= high; power++) {
    ticks.push(...steps.map((step) => Number(`${step}e${power}`)));
  }
  return ticks.filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= high);
}

/** From nought, over all of the values and a little more; a few round ticks. */
export function linearAxis(values: readonly number[]): Axis {
  const most = Math.max(...values) * 1.1;
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((each) => each * power >= rough) ?? 10) * power;
  const count = Math.floor(most / step);
  return { at: (value) => value / most, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

export interface ValueScale {
  readonly isLogarithmic: boolean;
  readonly ticks: readonly number[];
  /** Height of a value, 0 to 1. */
  at(value: number): number;
}

/** A burst that is this many times higher than everything else would flatten a linear plot. */
const DWARFS = 12;

/** A scale from zero to the highest value; logarithmic when it dwarfs `usual`, the highest value outside the burst. */
export function valueScale(highest: number, usual: number): ValueScale {
  const top = Math.max(highest, 1);
  if (top <= DWARFS * Math.max(usual, 1)) {
    const step = niceStep(top / 3);
    const ticks = Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step);
    return { isLogarithmic: false, ticks, at: (value) => clamp(value / top) };
  }
  const ticks = [0, ...Array.from({ length: Math.floor(Math.log10(top)) + 1 }, (_, power) => 10 ** power)];
  const full = Math.log1p(top);
  return { isLogarithmic: true, ticks, at: (value) => clamp(Math.log1p(Math.max(0, value)) / full) };
}

function clamp(height: number): number {
  return Math.min(1, Math.max(0, height));
}

/** 1, 2 or 5 times a power of ten, at least as large. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((each) => each * power >= least) ?? 10;
  return factor * power;
}

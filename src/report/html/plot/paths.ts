import { short } from "./time-scale.ts";

/** Plots are drawn in a box of this size, which is then stretched to the width there is. */
export const BOX = { width: 1_000, height: 100 } as const;

export interface Bar {
  /** 0 to 1 across the box. */
  readonly from: number;
  readonly to: number;
  /** 0 to 1 of the box's height. */
  readonly top: number;
  /** Where the bar begins, 0 to 1; the ground unless given. */
  readonly bottom?: number;
}

/** Path data of upright bars. */
export function barsPath(bars: readonly Bar[]): string {
  return bars
    .map(({ from, to, top, bottom = 0 }) => {
      const y = short(BOX.height * (1 - bottom));
      return `M${short(from * BOX.width)} ${y}V${short(BOX.height * (1 - top))}H${short(to * BOX.width)}V${y}z`;
    })
    .join("");
}

/** Path data of lines from the ground to the top of the box at these positions (0 to 1). */
export function needlesPath(positions: readonly number[]): string {
  const distinct = [...new Set(positions.map((position) => short(position * BOX.width)))];
  return distinct.map((x) => `M${x} 0V${BOX.height}`).join("");
}

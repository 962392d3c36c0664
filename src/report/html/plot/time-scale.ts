/** Epoch ms, `[from, to]`. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Where a time lies in the span: 0 to 1, clamped. */
export function positionIn({ from, to }: TimeSpan, time: number): number {
  if (to <= from) return 0.5;
  return Math.min(1, Math.max(0, (time - from) / (to - from)));
}

/** As a percentage for an SVG attribute: `12.34%`. */
export function percent(position: number): string {
  return `${short(position * 100)}%`;
}

/** At most two decimals: plots have many numbers. */
export function short(value: number): number {
  return Math.round(value * 100) / 100;
}

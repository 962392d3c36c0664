export interface AlertColumns {
  /** The sentence has a column of its own, not lines below the row. */
  readonly isWide: boolean;
  /** Time, severity, rule, who. */
  readonly fixed: readonly [number, number, number, number];
  readonly what: number;
}

const WIDE = 120;
const ROOMY = 80;
const DATE_AND_TIME = 20;
const DATE = 10;
const SEVERITY = 8;
const GAPS = { wide: 8, narrow: 6 };

/** How a table of this many terminal columns is divided; the gaps are two columns each. */
export function alertColumns(width: number): AlertColumns {
  const time = width >= ROOMY ? DATE_AND_TIME : DATE;
  if (width < WIDE) {
    const rest = width - time - SEVERITY - GAPS.narrow;
    const rule = Math.floor(rest / 2);
    return { isWide: false, fixed: [time, SEVERITY, rule, rest - rule], what: width - 2 };
  }
  const rest = width - time - SEVERITY - GAPS.wide;
  const [rule, who] = [Math.floor(rest * 0.25), Math.floor(rest * 0.25)];
  return { isWide: true, fixed: [time, SEVERITY, rule, who], what: rest - rule - who };
}

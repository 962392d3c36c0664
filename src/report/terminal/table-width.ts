const NARROWEST = 60;
const WIDEST = 200;
const USUAL = 100;

/** Columns that a table may take. A terminal without a size (0, undefined at run time) counts as a usual one. */
export function tableWidth(width: number | undefined): number {
  if (width === undefined || !Number.isFinite(width) || width < 1) return USUAL;
  return Math.min(WIDEST, Math.max(NARROWEST, Math.floor(width)));
}

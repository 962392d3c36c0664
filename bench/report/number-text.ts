/** Three significant digits: `0.0712`, `5.83`, `61.2`, `1,230`. */
export function digits3(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString("en");
  return value === 0 ? "0" : value.toPrecision(3);
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString("en")} MB`;
}

/** `1k`, `300k`, `10M`. */
export function shortCount(value: number): string {
  if (value >= 1e6) return `${value / 1e6}M`;
  return value >= 1e3 ? `${value / 1e3}k` : String(value);
}

/** Whether Intl knows the zone, e.g. `Europe/Paris`. */
export function isTimeZone(zone: string): boolean {
  return /^[A-Za-z0-9_+/-]{1,64}$/.test(zone) && formatter(zone) !== null;
}

/** `2026-01-02 04:04:05+01:00` of a time (epoch milliseconds) in the zone; undefined when either is none. */
export function formatLocalTime(epoch: number, zone: string): string | undefined {
  const format = formatter(zone);
  if (format === null || !(Math.abs(epoch) <= 8.64e15)) return undefined;
  const parts = new Map(format.formatToParts(epoch).map((part) => [part.type, part.value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  const offset = of("timeZoneName").replace("GMT", "") || "+00:00";
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")}:${of("second")}${offset}`;
}

function formatter(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "longOffset",
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Epoch milliseconds of a variable's text: digits, or ISO 8601 with a zone; undefined otherwise. */
export function readTime(text: string): number | undefined {
  if (/^-?\d{1,16}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[-+]\d\d:\d\d)$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

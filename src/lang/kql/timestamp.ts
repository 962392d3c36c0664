/** The milliseconds `[start, end)` that a date text stands for, and whether it names one instant. */
export interface Moment {
  readonly start: number;
  readonly end: number;
  readonly instant: boolean;
}

const ISO =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(?:(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?)?$/;
const EPOCH = /^\d{5,14}$/;
const EARLIEST = Date.parse("0001-01-01T00:00:00Z");
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");
const UNITS = [24 * 60 * 60_000, 60 * 60_000, 60_000, 1_000] as const;

/**
 * Reads what Elasticsearch's `strict_date_optional_time||epoch_millis` reads, in UTC where no zone is given. A text that
 * leaves out parts stands for all the time that it names (`2026-01-02`: the day), as its range queries round.
 * Undefined when the text is no such date.
 */
export function parseMoment(text: string): Moment | undefined {
  if (EPOCH.test(text)) return instant(Number(text));
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, year = "", month, day, hour, minute, second, fraction, zone] = match;
  const shift = zoneOffset(zone);
  const start = Date.parse(
    `${year}-${month ?? "01"}-${day ?? "01"}T${hour ?? "00"}:${minute ?? "00"}:${second ?? "00"}Z`,
  );
  if (Number.isNaN(start) || shift === undefined || hour === "24" || !isDayOfMonth(start, day)) return undefined;
  if (start - shift < EARLIEST || start - shift > LATEST) return undefined;
  if (fraction !== undefined) return instant(start - shift + Number(fraction.padEnd(3, "0").slice(0, 3)));
  const end = endOf(start, [month, day, hour, minute, second]) - shift;
  return { start: start - shift, end: Math.min(end, LATEST), instant: false };
}

function instant(time: number): Moment {
  return { start: time, end: time + 1, instant: true };
}

/** JavaScript takes 30 February for 2 March. */
function isDayOfMonth(start: number, day: string | undefined): boolean {
  return day === undefined || new Date(start).getUTCDate() === Number(day);
}

function endOf(start: number, [month, day, ...clock]: readonly (string | undefined)[]): number {
  const date = new Date(start);
  if (month === undefined) return Date.UTC(date.getUTCFullYear() + 1, 0);
  if (day === undefined) return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  return start + (UNITS[clock.filter((part) => part !== undefined).length] ?? 1);
}

function zoneOffset(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2)) * (zone.length > 3 ? 1 : 0);
  if (hours > 18 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

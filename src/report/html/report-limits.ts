/** What one alert may take of a report, so that many alerts do not make a file that no browser opens. */
export interface ReportLimits {
  /** Characters of raw events. */
  readonly rawText: number;
  readonly timelineRows: number;
  /** Characters of the response steps: titles and commands. */
  readonly respondText: number;
  /** Characters of the response as one script; a longer one is left out. */
  readonly scriptText: number;
}

interface Allowance {
  /** Of all alerts together. */
  readonly all: number;
  readonly least: number;
  readonly most: number;
}

const RAW_TEXT: Allowance = { all: 5_000_000, least: 10_000, most: 300_000 };
const TIMELINE_ROWS: Allowance = { all: 15_000, least: 30, most: 200 };
const RESPOND_TEXT: Allowance = { all: 6_000_000, least: 12_000, most: 400_000 };
const SCRIPT_TEXT: Allowance = { all: 4_000_000, least: 8_000, most: 400_000 };

/** The limits in a report of so many alerts: 500 of them together stay below 30 MB. */
export function reportLimits(alerts: number): ReportLimits {
  const share = ({ all, least, most }: Allowance): number =>
    Math.min(most, Math.max(least, Math.floor(all / Math.max(1, alerts))));
  return {
    rawText: share(RAW_TEXT),
    timelineRows: share(TIMELINE_ROWS),
    respondText: share(RESPOND_TEXT),
    scriptText: share(SCRIPT_TEXT),
  };
}

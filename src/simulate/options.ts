import { didYouMean } from "../util/did-you-mean.ts";
import { DAY } from "../util/duration.ts";
import { ATTACK_NAMES, type AttackName } from "./attacks/attack.ts";

export interface SimulateOptions {
  /** Folder to write into; made when missing. */
  readonly out: string;
  /** 1 to 400; default 30. */
  readonly days?: number;
  /** Any integer; default 1. */
  readonly seed?: number;
  /** 1 to 50; default 3. */
  readonly accounts?: number;
  /** Mean over a week, all accounts together, attacks not counted; 50 to 5,000,000; default 2000. */
  readonly eventsPerDay?: number;
  /** Names of attacks, or `all`; default none. */
  readonly attacks?: readonly string[];
  /** Last day, `YYYY-MM-DD`, UTC; default 2026-06-30. */
  readonly end?: string;
  /** Most files of an account and region a day, 1 to 1440, in equal slots; slots without events have no file. Default 8. */
  readonly filesPerDay?: number;
  /** Replace what an earlier run left in `out`; otherwise that is refused. */
  readonly overwrite?: boolean;
  readonly onProgress?: (progress: SimulateProgress) => void;
}

interface SimulateProgress {
  readonly day: number;
  readonly days: number;
  readonly events: number;
  readonly files: number;
}

export interface Settings {
  readonly out: string;
  readonly days: number;
  readonly seed: number;
  readonly accounts: number;
  readonly eventsPerDay: number;
  readonly attacks: readonly AttackName[];
  /** Midnight (UTC) that begins the first day, epoch ms. */
  readonly start: number;
  readonly filesPerDay: number;
  readonly overwrite: boolean;
}

/** What `trailhound demo` asks for. */
export const DEMO = {
  days: 30,
  seed: 1,
  accounts: 3,
  eventsPerDay: 2000,
  attacks: ["all"],
  end: "2026-06-30",
} as const;

/** The options cannot be used; `problems` holds one sentence each. */
export class SimulateOptionsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("; "));
    this.name = "SimulateOptionsError";
    this.problems = problems;
  }
}

/** Options with the defaults filled in. Throws SimulateOptionsError with everything that is wrong. */
export function settingsOf(options: SimulateOptions): Settings {
  const problems: string[] = [];
  const number = (name: string, value: number, low: number, high: number) => {
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    problems.push(`${name} must be a whole number from ${low} to ${high}, not ${value}`);
    return low;
  };
  const days = number("days", options.days ?? DEMO.days, 1, 400);
  const settings: Settings = {
    out: options.out,
    days,
    seed: number("seed", options.seed ?? DEMO.seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    accounts: number("accounts", options.accounts ?? DEMO.accounts, 1, 50),
    eventsPerDay: number("events per day", options.eventsPerDay ?? DEMO.eventsPerDay, 50, 5_000_000),
    attacks: attacksOf(options.attacks ?? [], problems),
    start: lastDay(options.end ?? DEMO.end, problems) - (days - 1) * DAY,
    filesPerDay: number("files per day", options.filesPerDay ?? 8, 1, 1440),
    overwrite: options.overwrite ?? false,
  };
  if (problems.length > 0) throw new SimulateOptionsError(problems);
  return settings;
}

function attacksOf(names: readonly string[], problems: string[]): AttackName[] {
  const known = [...ATTACK_NAMES, "all"];
  const wrong = names.filter((name) => !known.includes(name));
  for (const name of wrong) {
    const guess = didYouMean(name, known) ?? `known are ${known.join(", ")}`;
    problems.push(`there is no attack ${JSON.stringify(name)}: ${guess}`);
  }
  return ATTACK_NAMES.filter((name) => names.includes(name) || names.includes("all"));
}

function lastDay(text: string, problems: string[]): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return time;
  problems.push(`end must be a day such as 2026-06-30, not ${JSON.stringify(text)}`);
  return 0;
}

import { readFlags, whole } from "../../bench/flags.ts";

/** What must not be exceeded; a bound that is not there is not checked. */
export interface Bounds {
  /** ms. */
  readonly apiP99?: number;
  readonly alertP50?: number;
  readonly alertP99?: number;
  /** MB a minute. */
  readonly memorySlope?: number;
  /** Files a minute. */
  readonly lagSlope?: number;
}

export interface SoakOptions {
  readonly minutes: number;
  /** Events a second. */
  readonly rate: number;
  readonly accounts: number;
  readonly bounds: Bounds;
  /** The summary as JSON; null: to standard output alone. */
  readonly out: string | null;
  readonly folder: string;
  readonly package: string;
}

export const SOAK_USAGE = `Usage: npm run soak -- [options]

Writes simulated events of now at a steady rate into a directory that trailhound serve watches with the built-in rules, and
measures memory, lag, the API and the time from a file to its alert. A line a minute, then the figures of the whole.

Options:
  --minutes <n>      how long, 1 to 10000 (default 10)
  --rate <n>         events a second, 1 to 100000 (default 2000)
  --accounts <n>     accounts, one file a second each, 1 to 50 (default 4)
  --api-p99 <ms>     exit 1 when answers of the API take longer
  --alert-p50 <ms>   exit 1 when alerts come later
  --alert-p99 <ms>   the same
  --memory-slope <MB>  a minute: exit 1 when memory grows faster
  --lag-slope <files>  a minute: exit 1 when the lag grows faster
  --out <file>       the figures as JSON
  --folder <dir>     for logs and data; must not be there (default node_modules/.cache/soak)
  --package <dir>    the package whose bin/ and dist/ are tried (default .)
  --help             this text

Examples:
  npm run soak -- --minutes 10 --rate 2000 --api-p99 200
  npm run soak -- --minutes 5 --rate 500 --alert-p50 2000 --alert-p99 10000

Exit codes:
  0  measured, within the bounds
  1  a bound is exceeded, or alerts are missing
  2  wrong usage
`;

const OPTIONS = {
  minutes: { type: "string", default: "10" },
  rate: { type: "string", default: "2000" },
  accounts: { type: "string", default: "4" },
  "api-p99": { type: "string" },
  "alert-p50": { type: "string" },
  "alert-p99": { type: "string" },
  "memory-slope": { type: "string" },
  "lag-slope": { type: "string" },
  out: { type: "string" },
  folder: { type: "string", default: "node_modules/.cache/soak" },
  package: { type: "string", default: "." },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Null when help is asked for. Throws UsageError. */
export function readSoakOptions(args: readonly string[]): SoakOptions | null {
  const values = readFlags(args, OPTIONS);
  if (values.help) return null;
  const bound = (name: keyof typeof OPTIONS, key: keyof Bounds): Bounds => {
    const text = values[name];
    return typeof text === "string" ? { [key]: whole(`--${name}`, text, 0, 1_000_000) } : {};
  };
  return {
    minutes: whole("--minutes", values.minutes, 1, 10_000),
    rate: whole("--rate", values.rate, 1, 100_000),
    accounts: whole("--accounts", values.accounts, 1, 50),
    bounds: {
      ...bound("api-p99", "apiP99"),
      ...bound("alert-p50", "alertP50"),
      ...bound("alert-p99", "alertP99"),
      ...bound("memory-slope", "memorySlope"),
      ...bound("lag-slope", "lagSlope"),
    },
    out: values.out ?? null,
    folder: values.folder,
    package: values.package,
  };
}

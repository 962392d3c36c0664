import { readFlags, whole } from "../bench/flags.ts";

export interface ChaosOptions {
  readonly schedules: number;
  /** Of the first schedule; each further one has the next. */
  readonly seed: number;
  /** Schedules at a time. */
  readonly jobs: number;
  /** Folders of schedules that went well stay as well. */
  readonly keep: boolean;
  /** Schedules of one world use one scan of it, instead of one each over their own files. */
  readonly shareScans: boolean;
  /** The first failure ends it. */
  readonly failFast: boolean;
  readonly folder: string;
  /** Directory of the package whose build is tried. */
  readonly package: string;
}

export const USAGE = `Usage: npm run chaos -- [options]

Runs trailhound serve through schedules of deliveries, kill -9, restarts, full disks and receivers that fail, and compares
what came of each with one scan over the same files.

Options:
  --schedules <n>   how many, 1 to 1000000 (default 50)
  --seed <n>        of the first; each further one has the next (default 1)
  --jobs <n>        at a time, 1 to 64 (default 2)
  --keep            the folders of schedules that went well stay, too
  --share-scans     one scan for all schedules that deliver the same records: faster, and blind to how files read
  --fail-fast       end with the first failure
  --folder <dir>    where the schedules lie while they run (default node_modules/.cache/chaos)
  --package <dir>   the package whose bin/ and dist/ are tried (default .)
  --help            this text

Examples:
  npm run chaos -- --schedules 2000
  npm run chaos -- --seed 417 --schedules 1 --keep

Exit codes:
  0  all schedules went well
  1  some did not: each is named with its seed
  2  wrong usage
`;

/** Options of `args` (without node and the script); null when help is asked for. Throws UsageError. */
export function readOptions(args: readonly string[]): ChaosOptions | null {
  const values = readFlags(args, OPTIONS);
  if (values.help) return null;
  return {
    schedules: whole("--schedules", values.schedules, 1, 1_000_000),
    seed: whole("--seed", values.seed, 0, 2_000_000_000),
    jobs: whole("--jobs", values.jobs, 1, 64),
    keep: values.keep,
    shareScans: values["share-scans"],
    failFast: values["fail-fast"],
    folder: values.folder,
    package: values.package,
  };
}

const OPTIONS = {
  schedules: { type: "string", default: "50" },
  seed: { type: "string", default: "1" },
  jobs: { type: "string", default: "2" },
  keep: { type: "boolean", default: false },
  "share-scans": { type: "boolean", default: false },
  "fail-fast": { type: "boolean", default: false },
  folder: { type: "string", default: "node_modules/.cache/chaos" },
  package: { type: "string", default: "." },
  help: { type: "boolean", short: "h", default: false },
} as const;

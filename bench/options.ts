import { didYouMean } from "../src/util/did-you-mean.ts";
import { readFlags, UsageError, whole } from "./flags.ts";

/** What can be asked for with `--only`: each is one or two lines of the table of targets, or the plot. */
export const MEASURES = [
  "scan",
  "rules",
  "memory",
  "storage",
  "small-files",
  "slice",
  "help",
  "hundred",
  "growth",
] as const;
export type Measure = (typeof MEASURES)[number];

export interface BenchOptions {
  /** Of the base data; the large data has ten times as many. */
  readonly events: number;
  readonly runs: number;
  /** The JSON file; the table and the plot go beside it. */
  readonly out: string;
  /** Folder for data, rules and lakes. */
  readonly data: string;
  /** Script that is run as `trailhound`. */
  readonly cli: string;
  readonly measures: ReadonlySet<Measure>;
}

export const USAGE = `Usage: npm run bench -- [options]

Measures the built trailhound as a user runs it and compares it with zcat and with its targets.
Data is simulated once and used again while its parameters are the same. All of it takes about half an
hour, 10 GB of disk and an otherwise idle machine.

Options:
  --events <n>      events of the base data, 2000 to 10000000 (default 1000000); the large data has ten times as many
  --runs <n>        runs of each measure, 1 to 100 (default 5); those of more than the base data at most 3
  --out <file>      results as JSON (default bench/results.json); the table (.md) and the plot (.svg) go beside it
  --data <dir>      where data, rules and lakes are kept (default node_modules/.cache/bench-data)
  --cli <file>      script to measure (default bin/trailhound.js)
  --only <measure>  ${MEASURES.join(", ")} (repeatable)
  --small-files     the same as --only small-files
  --skip-growth     without the plot's other sizes
  --help            this text

Examples:
  npm run bench
  npm run bench -- --skip-growth --runs 3
  npm run bench -- --only scan --only help
  npm run bench -- --events 20000 --runs 1 --out /tmp/bench.json

Exit codes:
  0  measured, whether the targets were met or not
  1  something could not be measured: the table says what
  2  wrong usage
`;

/** Options of `args` (without node and the script); null when help is asked for. Throws UsageError. */
export function readOptions(args: readonly string[]): BenchOptions | null {
  const values = readFlags(args, OPTIONS);
  if (values.help) return null;
  return {
    events: whole("--events", values.events, 2000, 10_000_000),
    runs: whole("--runs", values.runs, 1, 100),
    out: jsonFile(values.out),
    data: values.data,
    cli: values.cli,
    measures: measuresOf(values),
  };
}

const OPTIONS = {
  events: { type: "string", default: "1000000" },
  runs: { type: "string", default: "5" },
  out: { type: "string", default: "bench/results.json" },
  data: { type: "string", default: "node_modules/.cache/bench-data" },
  cli: { type: "string", default: "bin/trailhound.js" },
  only: { type: "string", multiple: true },
  "small-files": { type: "boolean", default: false },
  "skip-growth": { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

function jsonFile(path: string): string {
  if (path.endsWith(".json")) return path;
  throw new UsageError(`--out must end in .json, not ${JSON.stringify(path)}`);
}

function measuresOf(values: ReturnType<typeof readFlags<typeof OPTIONS>>): ReadonlySet<Measure> {
  const named = [...(values.only ?? []), ...(values["small-files"] ? ["small-files"] : [])].map(measureOf);
  const chosen = new Set<Measure>(named.length > 0 ? named : MEASURES);
  if (values["skip-growth"]) chosen.delete("growth");
  if (chosen.size === 0) throw new UsageError("nothing is left to measure");
  return chosen;
}

function measureOf(text: string): Measure {
  const found = MEASURES.find((each) => each === text);
  if (found !== undefined) return found;
  const guess = didYouMean(text, [...MEASURES]);
  throw new UsageError(`there is no measure ${JSON.stringify(text)}: ${guess ?? `known are ${MEASURES.join(", ")}`}`);
}

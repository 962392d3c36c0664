import type { Measured, Series } from "../measure-all.ts";
import type { BenchOptions } from "../options.ts";
import { median, type Spread, spreadOf } from "../statistics.ts";
import { judge, type TargetResult } from "../targets.ts";
import type { Machine, Versions } from "./machine.ts";

/** What `results.json` holds. Times are seconds, sizes bytes. */
export interface Results {
  /** ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  readonly versions: Versions;
  readonly events: number;
  readonly runs: number;
  readonly targets: readonly TargetResult[];
  readonly commands: Readonly<Record<string, CommandResult>>;
  readonly facts: Readonly<Record<string, number>>;
  readonly failures: Readonly<Record<string, string>>;
}

export interface CommandResult {
  readonly wall: Spread;
  readonly cpu: Spread;
  readonly memory: Spread | null;
  /** Medians of the parts of its time, by the names of `--summary`. */
  readonly parts: Readonly<Record<string, number>>;
}

export interface Circumstances {
  readonly date: string;
  readonly machine: Machine;
  readonly versions: Versions;
}

export function resultsOf(measured: Measured, options: BenchOptions, circumstances: Circumstances): Results {
  const { series, facts, failures } = measured;
  return {
    ...circumstances,
    events: options.events,
    runs: options.runs,
    targets: judge(measured, options),
    commands: Object.fromEntries([...series].map(([key, each]) => [key, commandResult(each)])),
    facts,
    failures: Object.fromEntries(failures),
  };
}

function commandResult({ samples, parts }: Series): CommandResult {
  const memory = samples.flatMap((each) => (each.memory === null ? [] : [each.memory]));
  return {
    wall: spreadOf(samples.map((each) => each.wall)),
    cpu: spreadOf(samples.map((each) => each.cpu)),
    memory: memory.length === 0 ? null : spreadOf(memory),
    parts: Object.fromEntries(Object.entries(parts).map(([name, seconds]) => [name, median(seconds)])),
  };
}

import { readFile } from "node:fs/promises";
import { PREPARE } from "./measures/measures.ts";
import { type BenchOptions, MEASURES } from "./options.ts";
import type { Run } from "./run.ts";
import { CommandFailed, type Sample } from "./run-command.ts";
import type { Tools } from "./tools.ts";

/** All runs of one command. */
export interface Series {
  readonly samples: Sample[];
  /** Parts of the command's time by its own summary, seconds: one number a run. */
  readonly parts: Record<string, number[]>;
}

export interface Measured {
  readonly series: ReadonlyMap<string, Series>;
  readonly facts: Readonly<Record<string, number>>;
  /** What could not be measured and why: by measure or key. */
  readonly failures: ReadonlyMap<string, string>;
}

interface Planned {
  readonly runs: readonly Run[];
  readonly facts: Readonly<Record<string, number>>;
  readonly failures: Map<string, string>;
}

/** Makes everything ready, then measures in rounds: in each round every command once, so that a slow minute hits all alike. */
export async function measureAll(tools: Tools, options: BenchOptions): Promise<Measured> {
  const { runs, facts, failures } = await prepareAll(tools, options);
  const series = new Map<string, Series>();
  for (let round = 0; round < options.runs; round++) {
    for (const run of runs.filter((each) => round < (each.most ?? options.runs) && !failures.has(each.key))) {
      try {
        await measureOnce(tools, run, round, series);
      } catch (error) {
        failures.set(run.key, reasonOf(tools, run.key, error));
      }
    }
  }
  return { series, facts, failures };
}

async function prepareAll(tools: Tools, options: BenchOptions): Promise<Planned> {
  const runs = new Map<string, Run>();
  const facts: Record<string, number> = {};
  const failures = new Map<string, string>();
  for (const measure of MEASURES.filter((each) => options.measures.has(each))) {
    try {
      const prepared = await PREPARE[measure](tools, options);
      for (const run of prepared.runs) runs.set(run.key, merged(runs.get(run.key), run));
      Object.assign(facts, prepared.facts);
    } catch (error) {
      failures.set(measure, reasonOf(tools, measure, error));
    }
  }
  return { runs: [...runs.values()], facts, failures };
}

/** Of two that ask for the same command the one that wants more runs. */
function merged(known: Run | undefined, run: Run): Run {
  return known === undefined || (run.most ?? Infinity) > (known.most ?? Infinity) ? run : known;
}

async function measureOnce(tools: Tools, run: Run, round: number, series: Map<string, Series>): Promise<void> {
  const sample = await tools.run(run.command(round));
  tools.say(`round ${round + 1}: ${run.key} ${sample.wall.toFixed(2)} s`);
  const own = series.get(run.key) ?? { samples: [], parts: {} };
  series.set(run.key, own);
  own.samples.push(sample);
  for (const [part, seconds] of Object.entries(run.summary === undefined ? {} : await partsOf(run.summary))) {
    own.parts[part] = [...(own.parts[part] ?? []), seconds];
  }
}

async function partsOf(file: string): Promise<Record<string, number>> {
  const { seconds } = JSON.parse(await readFile(file, "utf8")) as { seconds: Record<string, number> };
  return seconds;
}

/** A command's own failure is a result; anything else is the bench's, and ends it. */
function reasonOf(tools: Tools, what: string, error: unknown): string {
  if (!(error instanceof CommandFailed)) throw error;
  tools.say(`${what} could not be measured: ${error.message}`);
  return error.message;
}

import { SimulateOptionsError } from "../simulate/options.ts";
import { simulate } from "../simulate/simulate.ts";
import { startProgress } from "./progress.ts";
import { UsageError } from "./usage-error.ts";

export interface SimulateCommandOptions {
  readonly out: string;
  readonly days: number;
  readonly seed: number;
  readonly accounts: number;
  readonly eventsPerDay: number;
  readonly attack?: readonly string[];
  readonly end?: string;
  readonly filesPerDay?: number;
  readonly overwrite?: boolean;
}

/** `trailhound simulate`: see docs/simulate.md. */
export async function runSimulate(options: SimulateCommandOptions): Promise<void> {
  const progress = startProgress("writing logs");
  try {
    const { attack, ...others } = options;
    const written = await simulate({
      ...others,
      attacks: attack ?? [],
      onProgress: ({ day, days, events }) => progress.update(day, days, `${events} events`),
    });
    progress.stop();
    process.stderr.write(`wrote ${written.events} events in ${written.files} files to ${options.out}\n`);
  } catch (error) {
    progress.stop();
    if (error instanceof SimulateOptionsError) throw new UsageError(error.problems.join("\n"));
    throw error;
  }
}

import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { BenchOptions } from "./options.ts";
import { runCommand, type Sample } from "./run-command.ts";

/** What the parts of the bench are given. */
export interface Tools {
  /** Absolute folder of data, rules and lakes. */
  readonly data: string;
  /** Absolute, empty when the bench begins: what commands write. */
  readonly scratch: string;
  /** The beginning of a command: node and the script. */
  readonly trailhound: readonly string[];
  run(command: readonly string[]): Promise<Sample>;
  /** One line on standard error. */
  say(line: string): void;
}

export async function openTools(options: BenchOptions): Promise<Tools> {
  const data = resolve(options.data);
  const scratch = join(data, "scratch");
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  const start = performance.now();
  return {
    data,
    scratch,
    trailhound: [process.execPath, resolve(options.cli)],
    run: (command) => runCommand(command, scratch),
    say: (line) =>
      void process.stderr.write(`${((performance.now() - start) / 1000).toFixed(0).padStart(5)} s  ${line}\n`),
  };
}

import type { SourceStatus } from "../ingest/sources/source.ts";
import type { Log } from "./log.ts";

/** Says in the log what goes wrong with sources, and when nothing does any more: once, however often it is tried again. */
export class SourceProblems {
  readonly #log: Log;
  /** By the source's name: what was said since it was well. */
  readonly #said = new Map<string, Set<string>>();

  constructor(log: Log) {
    this.#log = log;
  }

  look(sources: readonly SourceStatus[]): void {
    for (const { name, problem } of sources) {
      if (problem !== null) this.#trouble(name, problem);
      else if (this.#said.delete(name)) this.#log("info", "a source is well again", { source: name });
    }
  }

  #trouble(source: string, reason: string): void {
    const said = this.#said.get(source) ?? new Set();
    const kind = kindOf(reason);
    if (said.has(kind)) return;
    this.#said.set(source, said.add(kind));
    this.#log("warn", "a source has a problem", { source, reason });
  }
}

/** With another count it is the same problem. */
function kindOf(problem: string): string {
  return problem.replaceAll(/\d+/g, "0");
}

import type { HealthFacts } from "../api/facts.ts";
import { SECOND } from "../util/duration.ts";
import { type HealthMemory, type HealthSources, healthOf } from "./health.ts";
import type { Log } from "./log.ts";
import { SourceProblems } from "./source-problems.ts";

/** ms between two looks, whether somebody asks or not. */
export const LOOK_EVERY = 2 * SECOND;

const LEVELS = { ok: "info", degraded: "warn", failing: "error" } as const;
/** Of a line of the log. */
const MOST_PROBLEMS = 20;

/** Looks at the health: so it is known since when it is what it is, and each change of it is in the log, once. */
export class HealthWatch {
  readonly #read: () => HealthSources;
  readonly #log: Log;
  readonly #problems: SourceProblems;
  readonly #memory: HealthMemory = { status: null, since: 0 };

  constructor(read: () => HealthSources, log: Log) {
    this.#read = read;
    this.#log = log;
    this.#problems = new SourceProblems(log);
  }

  look(): HealthFacts {
    const before = this.#memory.status ?? "ok";
    const facts = healthOf(this.#read(), this.#memory);
    this.#problems.look(facts.sources);
    const { status, problems } = facts;
    if (status !== before)
      this.#log(LEVELS[status], "health", { status, before, problems: problems.slice(0, MOST_PROBLEMS) });
    return facts;
  }
}

import type { HealthFacts } from "../api/facts.ts";
import type { SourceStatus } from "../ingest/sources/source.ts";
import type { ChannelStatus } from "../notify/dispatch-event.ts";
import { MINUTE } from "../util/duration.ts";
import type { LoopFacts } from "./batch-loop.ts";
import type { RuleProblem } from "./rule-book/rule-set.ts";

export interface HealthSources {
  readonly sources: readonly SourceStatus[];
  readonly loop: LoopFacts;
  readonly channels: readonly ChannelStatus[];
  readonly problems: readonly RuleProblem[];
  /** Ids of rules that the database refuses. */
  readonly failing: ReadonlySet<string>;
  readonly version: string;
  /** By the clock, epoch ms. */
  readonly now: number;
}

/** What was said last, and since when. */
export interface HealthMemory {
  status: HealthFacts["status"] | null;
  since: number;
}

/** A delivery that waits longer than this is worth a look. */
const LONG_WAIT = 5 * MINUTE;

/** `failing`: nothing is committed. `degraded`: something of it does not work. */
export function healthOf(given: HealthSources, memory: HealthMemory): HealthFacts {
  const { sources, loop, now, version } = given;
  const lagMs = loop.waitingSince === null ? 0 : Math.max(0, now - loop.waitingSince);
  const problems = problemsOf(given, lagMs);
  const status = loop.failure !== null ? "failing" : problems.length > 0 ? "degraded" : "ok";
  if (memory.status !== status) {
    memory.status = status;
    memory.since = now;
  }
  return { status, since: memory.since, sources, lagMs, lastBatch: loop.lastBatch, problems, version };
}

function problemsOf({ loop, sources, channels, problems, failing }: HealthSources, lagMs: number): readonly string[] {
  return [
    ...(loop.failure === null ? [] : [`batches cannot be committed: ${loop.failure}`]),
    ...sources.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`])),
    ...sources.flatMap(({ name, poison }) =>
      poison === 0 ? [] : [`${name}: ${poison} messages could not be understood`],
    ),
    ...(lagMs > LONG_WAIT ? [`a delivery has been waiting for ${Math.round(lagMs / MINUTE)} minutes`] : []),
    ...channels.flatMap(({ name, problem }) => (problem === null ? [] : [`channel ${name}: ${problem}`])),
    ...[...failing].map((rule) => `the rule ${rule} cannot be run`),
    ...problems.filter(({ kind }) => kind !== "unsupported").map(({ text }) => text.split("\n")[0] ?? ""),
  ];
}

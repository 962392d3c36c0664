import { loadAgentParser } from "../enrich/agent.ts";
import type { LookupIp } from "../enrich/ip.ts";
import { type InputReport, newInputReport } from "../ingest/input-report.ts";
import { readInputs } from "../ingest/read-inputs.ts";
import { type InputProgress, newInputSeconds } from "../ingest/read-options.ts";
import type { Committed, Lake, LakeStats } from "../lake/lake.ts";
import type { LakePart } from "../lake/part.ts";
import type { Seconds } from "./summary.ts";

export interface FillOptions {
  readonly seconds: Seconds;
  /** That read; 0: this one alone. */
  readonly threads: number;
  readonly maxDecompressedBytes?: number;
  readonly onProgress?: (progress: InputProgress) => void;
}

export interface Filled {
  readonly report: InputReport;
  /** Of the whole lake. */
  readonly stats: LakeStats;
  /** What these inputs brought. */
  readonly committed: Committed;
}

/** Reads every input and commits its events. What cannot be read is in the report; nothing is thrown for it. */
export async function fillLake(lake: Lake, paths: readonly string[], options: FillOptions): Promise<Filled> {
  const report = newInputReport();
  const { seconds, threads, onProgress, maxDecompressedBytes } = options;
  const reading = newInputSeconds();
  const parts = await readInputs(paths, {
    folder: lake.incoming,
    threads,
    report,
    seconds: reading,
    ...(maxDecompressedBytes === undefined ? {} : { maxDecompressedBytes }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const committed = await lake.commit(parts);
  seconds.decompress += reading.decompress;
  seconds.split += reading.split;
  seconds.parse += reading.parse;
  seconds.store += reading.store + lake.seconds.store;
  return { report, stats: committed.stats, committed };
}

/** Columns of enrichments that some predicate or value reads. */
export type Wanted = ReadonlySet<string>;

/** Makes the enrichments that are wanted and possible: addresses need a lookup, user agents nothing. */
export async function enrichLake(lake: Lake, wanted: Wanted, lookUp: LookupIp | null): Promise<void> {
  await new Enrichments(lake, lookUp).make(wanted);
}

/** The enrichments of a lake that grows: each value is looked up once. */
export class Enrichments {
  readonly #lake: Lake;
  readonly #lookUp: LookupIp | null;
  readonly #known = { source_ip: new Set<string>(), user_agent: new Set<string>() };

  constructor(lake: Lake, lookUp: LookupIp | null) {
    this.#lake = lake;
    this.#lookUp = lookUp;
  }

  /** `added`: the parts since the last call; without it, and for what is wanted for the first time, all of them. */
  async make(wanted: Wanted, added?: readonly LakePart[]): Promise<void> {
    if (wanted.has("agent_info")) await this.#add("user_agent", await loadAgentParser(), added);
    if (wanted.has("source_info") && this.#lookUp !== null) await this.#add("source_ip", this.#lookUp, added);
  }

  async #add(
    column: "source_ip" | "user_agent",
    infoOf: (key: string) => object | null,
    added: readonly LakePart[] | undefined,
  ): Promise<void> {
    const known = this.#known[column];
    const isFirst = known.size === 0;
    const values = await this.#lake.distinct(column, isFirst ? undefined : added);
    const fresh = values.filter((value) => !known.has(value));
    const infos = fresh.flatMap((value): [string, object][] => {
      const info = infoOf(value);
      return info === null ? [] : [[value, info]];
    });
    for (const value of fresh) known.add(value);
    await this.#lake.enrich(column, new Map(infos), isFirst ? "replace" : "add");
  }
}

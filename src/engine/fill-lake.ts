import { loadAgentParser } from "../enrich/agent.ts";
import type { LookupIp } from "../enrich/ip.ts";
import { type InputReport, newInputReport } from "../ingest/input-report.ts";
import { readInputs } from "../ingest/read-inputs.ts";
import { type InputProgress, newInputSeconds } from "../ingest/read-options.ts";
import type { Committed, Lake, LakeStats } from "../lake/lake.ts";
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
  if (wanted.has("agent_info")) {
    const parseAgent = await loadAgentParser();
    const agents = await lake.distinct("user_agent");
    await lake.enrich("user_agent", new Map(agents.map((agent) => [agent, parseAgent(agent)])));
  }
  if (wanted.has("source_info") && lookUp !== null) {
    const addresses = await lake.distinct("source_ip");
    const infos = addresses.flatMap((address): [string, object][] => {
      const info = lookUp(address);
      return info === null ? [] : [[address, info]];
    });
    await lake.enrich("source_ip", new Map(infos));
  }
}

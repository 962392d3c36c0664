import { loadAgentParser } from "../enrich/agent.ts";
import type { LookupIp } from "../enrich/ip.ts";
import { type InputReport, newInputReport } from "../ingest/input-report.ts";
import { readInputs } from "../ingest/read-inputs.ts";
import type { InputProgress } from "../ingest/read-options.ts";
import type { Lake, LakeStats } from "../lake/lake.ts";
import type { Seconds } from "./summary.ts";

export interface FillOptions {
  readonly seconds: Seconds;
  readonly maxDecompressedBytes?: number;
  readonly onProgress?: (progress: InputProgress) => void;
}

export interface Filled {
  readonly report: InputReport;
  readonly stats: LakeStats;
}

/** Reads every input into the lake. What cannot be read is in the report; nothing is thrown for it. */
export async function fillLake(lake: Lake, paths: readonly string[], options: FillOptions): Promise<Filled> {
  const report = newInputReport();
  const { seconds, onProgress, maxDecompressedBytes } = options;
  const inner = { decompress: 0, split: 0, parse: 0 };
  const batches = readInputs(paths, {
    report,
    seconds: inner,
    ...(maxDecompressedBytes === undefined ? {} : { maxDecompressedBytes }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  // The database works on one batch while the next one is read and split.
  let storing = Promise.resolve();
  for await (const batch of batches) {
    await storing;
    storing = lake.append(batch.ndjson);
    // Awaited above; this only keeps Node from calling it unhandled until then.
    storing.catch(() => undefined);
  }
  await storing;
  const stats = await lake.seal();
  seconds.parse += lake.seconds.parse;
  seconds.store += lake.seconds.store;
  seconds.decompress += inner.decompress;
  seconds.split += inner.split + inner.parse;
  return { report, stats };
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

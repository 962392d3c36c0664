import { availableParallelism } from "node:os";
import { makeApp } from "../api/app.ts";
import type { SuppressionDesk } from "../api/backend.ts";
import { Histogram } from "../api/histogram.ts";
import { openLake } from "../lake/lake.ts";
import { DAY } from "../util/duration.ts";
import { openData } from "./data.ts";
import { readPresent } from "./read-present.ts";
import { serveBackend } from "./serve-backend.ts";
import { openSuppressionDesk } from "./suppression-desk.ts";

export interface LocalApi {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** The API over a directory that nobody serves, inside this process: it has neither rules nor sources, and takes nothing in. */
export async function openLocal(directory: string, version: string): Promise<LocalApi> {
  await mustBeLake(directory);
  const data = await openData({
    directory,
    memoryLimit: "512MB",
    threads: availableParallelism(),
    channels: new Map(),
    routes: [],
    lateness: { usual: DAY, rules: new Map() },
    lookUpIp: null,
    maxDecompressedBytes: 0,
    now: Date.now,
    report: () => undefined,
    onStep: () => undefined,
  });
  const since = Date.now();
  const suppressions: SuppressionDesk = openSuppressionDesk({
    lake: () => data.lake,
    desk: () => data.desk,
    ofFiles: () => [],
    rules: () => [],
    inForce: () => [],
    now: Date.now,
    onChange: async () => undefined,
  });
  const backend = serveBackend({
    directory,
    version,
    data: () => data,
    suppressions,
    sources: () => [],
    rules: async () => [],
    health: () => ({ status: "ok", since, sources: [], lagMs: null, lastBatch: null, problems: [], version }),
    latency: () => new Histogram().read(),
    subscribe: () => () => undefined,
    announce: () => undefined,
    storedAlerts: (ids) => readPresent(data.lake.database, ids),
  });
  const app = makeApp(backend, { version, auth: { kind: "local" } });
  return {
    fetch: (request) => app.fetch(request),
    close: async () => {
      app.close();
      await data.close();
    },
  };
}

/** Before anything is made: a directory that was mistyped stays as it is. */
async function mustBeLake(directory: string): Promise<void> {
  const lake = await openLake({ directory, memoryLimit: "64MB", threads: 1, kind: "kept", readOnly: true });
  await lake.close();
}

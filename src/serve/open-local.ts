import { openDesk } from "../alert/store/desk.ts";
import { makeApp } from "../api/app.ts";
import type { SuppressionDesk } from "../api/backend.ts";
import { Histogram } from "../api/histogram.ts";
import { PhaseClock } from "../engine/live/phase-clock.ts";
import { readWatermarks } from "../engine/live/watermarks.ts";
import { type Lake, openLake } from "../lake/lake.ts";
import { LakeError } from "../lake/lake-error.ts";
import { checkState } from "../lake/state.ts";
import { readPresent } from "./read-present.ts";
import { type OpenData, serveBackend } from "./serve-backend.ts";
import { openSuppressionDesk } from "./suppression-desk.ts";

export interface LocalApi {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** `read`: nothing is written into the directory, whatever is asked; what would change something fails. */
export type Access = "read" | "write";

/**
 * The API over a directory that nobody serves, inside this process: it has neither rules nor sources, takes nothing in and tells
 * nobody. Throws a LakeError for a directory without a lake, which stays as it is, and, for reading, for a lake of a version
 * that knew no alerts.
 */
export async function openLocal(directory: string, version: string, access: Access): Promise<LocalApi> {
  const data = await openData(directory, access);
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
      await data.lake.close();
    },
  };
}

async function openData(directory: string, access: Access): Promise<OpenData> {
  const readOnly = access === "read";
  const lake = await openLake({ directory, memoryLimit: "512MB", threads: 1, kind: "kept", mustExist: true, readOnly });
  try {
    if (readOnly) await mustKnowAlerts(lake, directory);
    const watermarks = [...(await readWatermarks(lake.database)).values()];
    const desk = openDesk(lake.database, lake.writes, Date.now);
    return { lake, desk, live: { phases: new PhaseClock(), watermarks } };
  } catch (error) {
    await lake.close();
    throw error;
  }
}

/** Tables that a later version brought are made by whoever opens the lake for writing. */
async function mustKnowAlerts({ database }: Lake, directory: string): Promise<void> {
  const { isOld } = await checkState(database, directory);
  if (isOld)
    throw new LakeError(
      `${directory}: an earlier trailhound wrote this lake, which knew no stored alerts: "trailhound lake compact" or "trailhound serve" brings it up to date, with the right to write there`,
    );
}

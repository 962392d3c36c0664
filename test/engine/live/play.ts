import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Alert } from "../../../src/alert/alert.ts";
import { findAlerts } from "../../../src/engine/alerts.ts";
import { type BatchDone, Live } from "../../../src/engine/live/live.ts";
import { adopted } from "../../../src/engine/live/live-rules.ts";
import { scan } from "../../../src/engine/scan.ts";
import type { Delivery } from "../../../src/ingest/sources/source.ts";
import { type Lake, openLake } from "../../../src/lake/lake.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { DAY } from "../../../src/util/duration.ts";
import type { JsonObject } from "../../../src/util/json.ts";
import { folderOf } from "../../cli/folder.ts";
import { trail } from "../../cli/records.ts";

/** A lake that is being served, without sources and API. */
export interface Played {
  readonly live: Live;
  readonly lake: Lake;
  readonly folder: string;
  /** Files with these records, as one delivery. */
  deliver(files: readonly (readonly JsonObject[])[], options?: Partial<PlayOptions>): Promise<BatchDone | null>;
  /** Current alerts that no suppression hides, by id. */
  alerts(): Promise<readonly Alert[]>;
  close(): Promise<void>;
}

interface PlayOptions {
  readonly caughtUp: boolean;
  readonly source: string;
}

export async function play(
  rules: readonly Rule[],
  { lateness = 3650 * DAY, folder = folderOf() }: { readonly lateness?: number; readonly folder?: string } = {},
): Promise<Played> {
  const directory = join(folder, "data");
  const lake = await openLake({ directory, memoryLimit: "512MB", threads: 1, kind: "kept" });
  const live = await Live.open({
    lake,
    searched: { lake: directory },
    routes: [],
    lateness: { usual: lateness, rules: new Map() },
    lookUpIp: null,
    threads: 0,
    maxDecompressedBytes: 1e9,
    now: () => 0,
    onStep: () => undefined,
  });
  const versions = rules.map((rule) => ({ rule, hash: JSON.stringify(rule.raw) }));
  live.use({ rules: adopted(versions, new Map(), null), suppressions: [] });
  let files = 0;
  mkdirSync(join(folder, "logs"), { recursive: true });
  return {
    live,
    lake,
    folder,
    async deliver(contents, { caughtUp = true, source = "dir:logs" } = {}) {
      const objects = contents.map((records) => {
        const key = `${Date.now()}-${files++}.json`;
        const path = join(folder, "logs", key);
        writeFileSync(path, trail(records));
        return { key, etag: "1", size: 1, path, reason: null, arrived: null };
      });
      const delivery: Delivery = {
        objects,
        caughtUp,
        committed: async () => undefined,
        failed: async () => undefined,
      };
      const done = await live.take(source, delivery);
      await live.tidy();
      return done;
    },
    async alerts() {
      const rows = await lake.database.all(
        "SELECT doc FROM state.alerts WHERE status = 'current' AND suppressed_by IS NULL ORDER BY id",
      );
      return rows.map((row) => JSON.parse(String(row["doc"])) as Alert);
    },
    close: () => lake.close(),
  };
}

/** The alerts of one scan over the files that were delivered, by id. */
export async function scanOf(rules: readonly Rule[], { folder }: Played): Promise<readonly Alert[]> {
  const scanned = await scan({
    kind: "temporary",
    paths: [join(folder, "logs")],
    rules,
    suppressions: [],
    range: { from: null, to: null },
    folder: join(folder, `scan-${Date.now()}`),
    lookUpIp: null,
    memoryLimit: "512MB",
    threads: 1,
  });
  try {
    const { alerts } = await findAlerts({ ...scanned, paths: [], suppressions: [] });
    const found: Alert[] = [];
    for await (const { alert } of alerts) found.push(alert);
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  } finally {
    await scanned.lake.close();
  }
}

/** What does not depend on where the logs are, and on which other alerts there are. */
export function essence(alerts: readonly Alert[]): readonly object[] {
  return alerts.map(({ investigate: _investigate, related: _related, respond: _respond, ...alert }) => alert);
}

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDesk } from "../../../src/alert/store/desk.ts";
import type { AlertDesk } from "../../../src/alert/store/stored-alert.ts";
import { type BatchDone, Live } from "../../../src/engine/live/live.ts";
import { adopted, readVersions, writeVersions } from "../../../src/engine/live/live-rules.ts";
import type { LiveStep } from "../../../src/engine/live/step.ts";
import { type Lake, openLake } from "../../../src/lake/lake.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { DAY } from "../../../src/util/duration.ts";
import type { JsonObject } from "../../../src/util/json.ts";
import { trail } from "../../cli/records.ts";

/** The engine over a data directory of a folder, as `serve` runs it, without sources, rule book and API. */
export interface Engine {
  readonly live: Live;
  readonly lake: Lake;
  readonly desk: AlertDesk;
  /** Files with these records, as one delivery; `names`: those of the files, for what is delivered again. */
  deliver(files: readonly (readonly JsonObject[])[], options?: Partial<DeliverOptions>): Promise<BatchDone | null>;
  /** Other rules from now on, as after a reload. */
  use(rules: readonly Rule[]): Promise<void>;
  /** Everything that a table of the state holds. */
  table(name: string, columns: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

interface DeliverOptions {
  readonly caughtUp: boolean;
  readonly source: string;
}

export interface EngineOptions {
  readonly rules: readonly Rule[];
  readonly folder: string;
  /** ms */
  readonly lateness?: number;
  readonly ruleLateness?: ReadonlyMap<string, number>;
  readonly onStep?: (step: LiveStep) => void;
  /** The lake that the engine gets instead of the one that is open. */
  readonly wrap?: (lake: Lake) => Lake;
}

let files = 0;

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { folder, lateness = 3650 * DAY, ruleLateness = new Map(), onStep = () => undefined } = options;
  const directory = join(folder, "data");
  const opened = await openLake({ directory, memoryLimit: "512MB", threads: 1, kind: "kept", onStep });
  const lake = options.wrap?.(opened) ?? opened;
  const live = await Live.open({
    lake,
    searched: { lake: directory },
    routes: [{ channels: ["somebody"] }],
    lateness: { usual: lateness, rules: ruleLateness },
    lookUpIp: null,
    threads: 0,
    maxDecompressedBytes: 1e9,
    now: () => 0,
    onStep,
  });
  const use = async (rules: readonly Rule[]): Promise<void> => {
    const versions = rules.map((rule) => ({ rule, hash: JSON.stringify(rule.raw) }));
    const { last } = lake.stats;
    const running = adopted(versions, await readVersions(lake.database), last === null ? null : last + 1);
    await lake.writes.transaction((session) => writeVersions(session, running));
    live.use({ rules: running, suppressions: [] });
  };
  await use(options.rules);
  mkdirSync(join(folder, "logs"), { recursive: true });
  return {
    live,
    lake,
    desk: openDesk(opened.database, opened.writes, () => 0),
    use,
    async deliver(contents, { caughtUp = true, source = "dir:logs" } = {}) {
      const objects = contents.map((records) => {
        const key = `${files++}.json`;
        const path = join(folder, "logs", key);
        writeFileSync(path, trail(records));
        return { key, etag: "1", size: 1, path, reason: null, arrived: null };
      });
      const nothing = async (): Promise<void> => undefined;
      return live.take(source, { objects, caughtUp, committed: nothing, failed: nothing });
    },
    table: (name, columns) => opened.database.all(`SELECT ${columns} FROM state.${name} ORDER BY ALL`),
    close: () => opened.close(),
  };
}

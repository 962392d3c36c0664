import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { AlertDesk } from "../alert/store/stored-alert.ts";
import type { AlertEvent, Backend, SuppressionDesk } from "../api/backend.ts";
import type { HealthFacts, MetricFacts, RuleFacts } from "../api/facts.ts";
import type { Session } from "../driver/duckdb.ts";
import { lakeInfo } from "../engine/lake-info.ts";
import type { SourceStatus } from "../ingest/sources/source.ts";
import { STATE_FILE } from "../lake/paths.ts";
import { committedSpan } from "./committed.ts";
import type { Data } from "./data.ts";
import { answerSearch } from "./event-search.ts";

/** What of a data directory the backend looks at. */
export interface OpenData extends Pick<Data, "lake" | "desk"> {
  readonly live: Pick<Data["live"], "phases" | "watermarks">;
}

/** What the backend is told of by the parts of `serve`. */
export interface Served {
  readonly directory: string;
  readonly version: string;
  readonly data: () => OpenData;
  readonly suppressions: SuppressionDesk;
  readonly sources: () => readonly SourceStatus[];
  readonly rules: () => Promise<readonly RuleFacts[]>;
  readonly health: () => HealthFacts;
  readonly latency: () => MetricFacts["latency"];
  readonly subscribe: (listener: (event: AlertEvent) => void) => () => void;
  readonly announce: (event: AlertEvent) => void;
  readonly storedAlerts: Backend["storedAlerts"];
}

/** The API's backend over a data directory that is being served. */
export function serveBackend(served: Served): Backend {
  const { data, suppressions, rules, health, subscribe, storedAlerts } = served;
  const lake = () => data().lake;
  return {
    desk: announcing(() => data().desk, served.announce),
    suppressions,
    searchEvents: (query) => answerSearch(query, lake().counted.rows),
    rules,
    lake: async () => {
      const stateBytes = await stateBytesIn(served.directory);
      const { parts } = lake().counted;
      return lakeInfo(parts, { directory: served.directory, ...committedSpan(lake()), stateBytes });
    },
    snapshot: () => lake().snapshot(),
    health: async () => health(),
    metrics: () => metricsOf(served),
    subscribe,
    storedAlerts,
  };
}

/** The desk of whatever data is open now; those who follow alerts hear of what people do. */
function announcing(desk: () => AlertDesk, announce: (event: AlertEvent) => void): AlertDesk {
  return {
    list: (query) => desk().list(query),
    get: (id) => desk().get(id),
    comments: (id) => desk().comments(id),
    audit: (id, limit) => desk().audit(id, limit),
    counts: () => desk().counts(),
    change: async (id, change, actor) => {
      const alert = await desk().change(id, change, actor);
      if (alert !== null) announce({ kind: "triage", id: alert.alert.id });
      return alert;
    },
    comment: (id, text, actor) => desk().comment(id, text, actor),
  };
}

async function metricsOf({ data, directory, sources, rules, latency }: Served): Promise<MetricFacts> {
  const { lake, live, desk } = data();
  const counted = await lake.database.connected(readCounts);
  const stateBytes = await stateBytesIn(directory);
  const byStatus = new Map<RuleFacts["status"], number>();
  for (const { status } of await rules()) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  return {
    ...counted,
    alerts: await desk.counts(),
    phases: live.phases.all,
    latency: latency(),
    watermarks: live.watermarks.map(({ source, time }) => ({ source, time })),
    sources: sources(),
    rules: [...byStatus].map(([status, count]) => ({ status, count })),
    stateBytes,
    partBytes: lake.counted.parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Of the state file, and of what was committed and is not merged into it yet: DuckDB's log beside it. */
async function stateBytesIn(directory: string): Promise<number> {
  const file = join(directory, STATE_FILE);
  const log = stat(`${file}.wal`).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { size: 0 };
    throw error;
  });
  return (await stat(file)).size + (await log).size;
}

async function readCounts(session: Session) {
  const [row] = await session.all(
    `SELECT count(*) AS batches, coalesce(sum(events), 0)::BIGINT AS events, coalesce(sum(duplicates), 0)::BIGINT AS duplicates,
       coalesce(sum(too_late), 0)::BIGINT AS too_late FROM state.batches`,
  );
  const objects = await session.all(
    "SELECT outcome, count(*) AS n FROM state.objects GROUP BY outcome ORDER BY outcome",
  );
  const outbox = await session.all("SELECT status, count(*) AS n FROM state.outbox GROUP BY status ORDER BY status");
  return {
    batches: Number(row?.["batches"]),
    events: Number(row?.["events"]),
    duplicates: Number(row?.["duplicates"]),
    tooLate: Number(row?.["too_late"]),
    objects: objects.map((each) => ({ outcome: String(each["outcome"]), count: Number(each["n"]) })),
    outbox: outbox.map((each) => ({ status: String(each["status"]), count: Number(each["n"]) })),
  };
}

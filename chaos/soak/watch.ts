import { setTimeout as sleep } from "node:timers/promises";
import { type Address, type Api, apiOf } from "../play/api.ts";
import { follow } from "./follow.ts";
import type { LogWriter, Marker } from "./log-writer.ts";
import type { Lag, Look, Measured, Took } from "./measured.ts";
import { processFacts } from "./process-facts.ts";

/** The `serve` that is watched. */
export interface Watched {
  readonly address: Address;
  readonly pid: number;
  readonly writer: LogWriter;
  /** `performance.now()` when the load began. */
  readonly start: number;
}

/** Collects what is measured until the signal ends it. */
export interface Watch {
  measured(): Measured;
  /** A marker whose alert is to come. */
  expect(marker: Marker): void;
  /** Files that are written and not committed, as last seen; null: not yet seen. */
  lag(): number | null;
  /** Alerts that have not come. */
  missing(): number;
}

export function watch(watched: Watched, signal: AbortSignal): Watch {
  const { writer, start, address, pid } = watched;
  const at = (): number => (performance.now() - start) / 1000;
  const api = apiOf(address);
  const looks: Look[] = [];
  const lags: Lag[] = [];
  const markers = new Map<string, Marker>();
  const came = new Map<string, number>();
  const requests = { alerts: [] as Took[], health: [] as Took[], search: [] as Took[] };
  const cutOff: number[] = [];
  let refused = 0;
  void every(1_000, signal, async () => {
    const facts = await processFacts(pid);
    const memory = facts?.memory ?? null;
    looks.push({ at: at(), ...writer.written, memory, cpu: facts?.cpu ?? null });
  });
  void every(2_000, signal, async () => {
    const lag = await lagOf(api, writer).catch(() => null);
    if (lag === null) refused++;
    else lags.push({ at: at(), files: lag });
  });
  void every(200, signal, async (turn) => {
    const kind = KINDS[turn % KINDS.length] ?? "health";
    const begin = performance.now();
    const isGood = await ASK[kind](api).then(
      () => true,
      () => false,
    );
    if (isGood) requests[kind].push({ at: at(), ms: performance.now() - begin });
    else refused++;
  });
  void follow(address, signal, {
    onData: (data) => {
      const id = openedBy(data);
      if (id !== null && !came.has(id)) came.set(id, Date.now());
    },
    onEnd: () => void cutOff.push(at()),
  });
  const took = (): Took[] =>
    [...markers.values()].flatMap((marker) => {
      const time = came.get(marker.id);
      const ago = Date.now() - marker.at;
      return time === undefined ? [] : [{ at: at() - ago / 1000, ms: time - marker.at }];
    });
  return {
    measured: () => ({ looks, requests, refused, lags, cutOff, alerts: took(), markers: markers.size }),
    expect: (marker) => void markers.set(marker.id, marker),
    lag: () => lags.at(-1)?.files ?? null,
    missing: () => markers.size - took().length,
  };
}

const KINDS = ["alerts", "health", "search", "alerts", "health"] as const;
type Kind = (typeof KINDS)[number];

const SEARCH = { where: "event.action: GetParameter", limit: 10 };
const SEARCHED_MS = 300_000;

const ASK: Readonly<Record<Kind, (api: Api) => Promise<unknown>>> = {
  alerts: (api) => api.get("/v1/alerts?limit=50"),
  health: (api) => api.get("/v1/health"),
  search: (api) => api.post("/v1/events/search", { ...SEARCH, from: new Date(Date.now() - SEARCHED_MS).toISOString() }),
};

/** A turn that takes longer than its time makes the next one late: there is never more than one. */
async function every(ms: number, signal: AbortSignal, work: (turn: number) => Promise<void>): Promise<void> {
  const start = performance.now();
  for (let turn = 0; !signal.aborted; turn++) {
    await work(turn);
    const wait = start + (turn + 1) * ms - performance.now();
    await sleep(Math.max(wait, 0), undefined, { signal }).catch(() => undefined);
  }
}

async function lagOf(api: Api, writer: LogWriter): Promise<number> {
  const metrics = await api.metrics();
  const committed = [...metrics].filter(([name]) => name.startsWith("trailhound_objects_total"));
  return writer.written.files - committed.reduce((sum, [, count]) => sum + count, 0);
}

/** Id of the event that a marker's alert is about; null: it is another alert. */
function openedBy(data: unknown): string | null {
  const { kind, alert } = data as {
    kind?: string;
    alert?: { alert?: { rule: { id: string }; events: { ids: string[] } } };
  };
  if (kind !== "opened" || alert?.alert?.rule.id !== "soak-marker") return null;
  return alert.alert.events.ids[0] ?? null;
}

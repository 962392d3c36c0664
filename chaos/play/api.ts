import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";

/** What the checks look at in an alert of the API. */
export type ServedAlert = Pick<StoredAlert, "alert" | "aliases" | "thread" | "status" | "revision">;

/** What the waiting looks at in `/v1/health`. */
export interface Health {
  readonly status: string;
  readonly problems: readonly string[];
  readonly lag_ms: number | null;
  readonly sources: readonly {
    readonly caught_up: boolean;
    readonly waiting: number | null;
    readonly last_look: string | null;
    readonly problem: string | null;
  }[];
}

/** The HTTP API of a `serve` that is running. Everything throws when there is no answer, or one that is no success. */
export interface Api {
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  /** The status alone. */
  status(path: string): Promise<number>;
  /** All current alerts, page by page. */
  alerts(): Promise<readonly ServedAlert[]>;
  health(): Promise<Health>;
  /** Prometheus text as values by `name{labels}`. */
  metrics(): Promise<ReadonlyMap<string, number>>;
}

export interface Address {
  readonly url: string;
  /** Null: none is asked for. */
  readonly token: string | null;
}

const PAGE = 500;
const DEADLINE = 30_000;
const JSON_BODY = { "content-type": "application/json" };

export function apiOf({ url, token }: Address): Api {
  const ask = (path: string, body?: unknown): Promise<Response> =>
    fetch(new URL(path, url), {
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...JSON_BODY },
      signal: AbortSignal.timeout(DEADLINE),
    });
  const good = async (path: string, body?: unknown): Promise<Response> => {
    const response = await ask(path, body);
    if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
    return response;
  };
  const get = async (path: string): Promise<unknown> => (await good(path)).json();
  return {
    get,
    post: async (path, body) => (await good(path, body)).json(),
    status: async (path) => {
      const response = await ask(path);
      await response.arrayBuffer();
      return response.status;
    },
    alerts: () => allAlerts(get),
    health: async () => (await get("/v1/health")) as Health,
    metrics: async () => readMetrics(await (await good("/metrics")).text()),
  };
}

async function allAlerts(get: Api["get"]): Promise<readonly ServedAlert[]> {
  const alerts: ServedAlert[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const after: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await get(`/v1/alerts?limit=${PAGE}${after}`)) as { alerts: ServedAlert[]; next: string | null };
    alerts.push(...page.alerts);
    cursor = page.next;
  }
  return alerts;
}

/** Lines `name{label="x"} 12`; comments are left out. */
export function readMetrics(text: string): ReadonlyMap<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

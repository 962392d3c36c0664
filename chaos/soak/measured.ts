import { type Point, percentile, slope } from "./statistics.ts";

/** What is looked at once a second. */
export interface Look {
  /** Seconds since the load began. */
  readonly at: number;
  /** Written so far. */
  readonly files: number;
  readonly events: number;
  /** Bytes; null where the system does not say. */
  readonly memory: number | null;
  readonly cpu: number | null;
}

/** How long something took: `at` in seconds since the load began. */
export interface Took {
  readonly at: number;
  readonly ms: number;
}

/** Files that are written and not committed. */
export interface Lag {
  readonly at: number;
  readonly files: number;
}

export interface Measured {
  readonly looks: readonly Look[];
  /** Requests of each kind. */
  readonly requests: Readonly<Record<string, readonly Took[]>>;
  /** Requests that had no good answer. */
  readonly refused: number;
  readonly lags: readonly Lag[];
  /** When the stream ended and was opened again, in seconds since the load began. */
  readonly cutOff: readonly number[];
  /** From a file's arrival to its alert on the stream; `at` is that of the file. */
  readonly alerts: readonly Took[];
  readonly markers: number;
}

/** Times in ms, memory in MB, slopes a minute. Null: not measured. */
export interface Figures {
  readonly seconds: number;
  readonly events: number;
  readonly events_per_second: number;
  readonly memory: { readonly median: number | null; readonly most: number | null; readonly slope: number | null };
  /** Cores that serve used, on average. */
  readonly cores: number | null;
  readonly lag: { readonly median: number | null; readonly most: number | null; readonly slope: number | null };
  readonly api: Percentiles;
  readonly api_by_request: Readonly<Record<string, Percentiles>>;
  readonly api_failures: number;
  /** How often the stream had to be opened again. */
  readonly stream_returns: number;
  readonly alert: Percentiles;
  /** Markers whose alert has not come. */
  readonly missing_alerts: number;
}

export interface Percentiles {
  readonly count: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly most: number | null;
}

const MEGABYTE = 1024 * 1024;
const MINUTE = 60;
/** Of the time, before caches and pools are as large as they get: slopes are those of the rest. */
const WARM_UP = 0.3;

/** Figures of `[from, to)`, in seconds since the load began. */
export function figuresOf(measured: Measured, from: number, to: number): Figures {
  const within = <T extends { readonly at: number }>(list: readonly T[]): readonly T[] =>
    list.filter(({ at }) => at >= from && at < to);
  const looks = within(measured.looks);
  const [first, last] = [looks[0], looks.at(-1)];
  const seconds = (last?.at ?? 0) - (first?.at ?? 0);
  const events = (last?.events ?? 0) - (first?.events ?? 0);
  const memory = looks.flatMap(({ at, memory: bytes }) => (bytes === null ? [] : [{ x: at, y: bytes / MEGABYTE }]));
  const lag = within(measured.lags).map(({ at, files }) => ({ x: at, y: files }));
  const cpu = (last?.cpu ?? null) === null ? null : (last?.cpu ?? 0) - (first?.cpu ?? 0);
  const requests = Object.entries(measured.requests).map(([name, took]) => [name, within(took)] as const);
  const alerts = within(measured.alerts);
  return {
    seconds,
    events,
    events_per_second: seconds === 0 ? 0 : events / seconds,
    memory: spread(memory, from, to),
    cores: cpu === null || seconds === 0 ? null : cpu / seconds,
    lag: spread(lag, from, to),
    api: percentiles(requests.flatMap(([, took]) => took)),
    api_by_request: Object.fromEntries(requests.map(([name, took]) => [name, percentiles(took)])),
    api_failures: measured.refused,
    stream_returns: measured.cutOff.filter((at) => at >= from && at < to).length,
    alert: percentiles(alerts),
    missing_alerts: measured.markers - measured.alerts.length,
  };
}

function spread(points: readonly Point[], from: number, to: number): Figures["memory"] {
  const values = points.map(({ y }) => y);
  const perSecond = slope(points.filter(({ x }) => x >= from + (to - from) * WARM_UP));
  return {
    median: percentile(values, 0.5),
    most: percentile(values, 1),
    slope: perSecond === null ? null : perSecond * MINUTE,
  };
}

function percentiles(took: readonly Took[]): Percentiles {
  const values = took.map(({ ms }) => ms);
  return {
    count: values.length,
    p50: percentile(values, 0.5),
    p99: percentile(values, 0.99),
    most: percentile(values, 1),
  };
}

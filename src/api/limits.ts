import { MINUTE, SECOND } from "../util/duration.ts";

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** Bounds of what one client can ask for. Times in ms. */
export interface ApiLimits {
  /** Of the body of a request. */
  readonly bodyBytes: number;
  /** Until a request that does work is answered. */
  readonly workMs: number;
  /** Of the events of one search together. */
  readonly searchBytes: number;
  /** Searches and previews that run at the same time, and that wait for their turn. */
  readonly searches: number;
  readonly searchesWaiting: number;
  /** Clients that follow the stream at the same time. */
  readonly streams: number;
  /** What is made ready for one of them before it takes it. */
  readonly streamBytes: number;
  /** Of two heartbeats. A client that has no room for more, and takes nothing from one to the next, is dropped. */
  readonly heartbeatMs: number;
  /** Events that the stream knows, for clients that are behind or come back: of each its kind and the id of its alert. */
  readonly replayEvents: number;
  /** Wrong tokens from one address in `loginWindowMs`. */
  readonly failedLogins: number;
  readonly loginWindowMs: number;
}

export const API_LIMITS: ApiLimits = {
  bodyBytes: 256 * KILOBYTE,
  workMs: 30 * SECOND,
  searchBytes: 8 * MEGABYTE,
  searches: 2,
  searchesWaiting: 16,
  streams: 64,
  streamBytes: 256 * KILOBYTE,
  heartbeatMs: 15 * SECOND,
  replayEvents: 10_000,
  failedLogins: 10,
  loginWindowMs: MINUTE,
};

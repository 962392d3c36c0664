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
  /** What is kept for one of them that reads slowly, before it is dropped. */
  readonly streamBytes: number;
  readonly heartbeatMs: number;
  /** What the stream keeps for clients that come back: events, and characters of them together. */
  readonly replayEvents: number;
  readonly replayLength: number;
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
  streamBytes: 2 * MEGABYTE,
  heartbeatMs: 15 * SECOND,
  replayEvents: 500,
  replayLength: MEGABYTE / 2,
  failedLogins: 10,
  loginWindowMs: MINUTE,
};

import { pause } from "../util/pause.ts";

/** Time, so that tests can have their own. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Resolves after so many ms, or as soon as the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  wait: pause,
};

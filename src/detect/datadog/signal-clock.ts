import type { SignalWindows } from "../../rule/rule.ts";

/** Epoch ms: when a signal opened and when it was last confirmed. */
export interface SignalClock {
  readonly first: number;
  readonly last: number;
}

/**
 * Epoch ms at which a signal closes unless it is confirmed before: `keepAlive` after the last confirmation, and
 * `maxSignalDuration` after its first, whatever comes. At that very time it is closed, so a keepAlive of 0 makes every
 * match a signal of its own.
 */
function closesAt(clock: SignalClock, windows: SignalWindows): number {
  return Math.min(clock.last + windows.keepAlive, clock.first + windows.maxSignalDuration);
}

export function isOpenAt(clock: SignalClock, time: number, windows: SignalWindows): boolean {
  return time < closesAt(clock, windows);
}

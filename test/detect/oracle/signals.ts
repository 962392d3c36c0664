import type { OracleEvent } from "./history.ts";

export interface Windows {
  readonly evaluationWindow: number;
  readonly keepAlive: number;
  readonly maxSignalDuration: number;
}

/** A signal as the indices of the matches that it joins. */
export function signalsOver(times: readonly number[], windows: Windows): number[][] {
  const signals: number[][] = [];
  times.forEach((time, index) => {
    const signal = signals.at(-1);
    const first = times[signal?.[0] ?? -1];
    const last = times[signal?.at(-1) ?? -1];
    const joins =
      first !== undefined &&
      last !== undefined &&
      time - last < windows.keepAlive &&
      time - first < windows.maxSignalDuration;
    if (signal !== undefined && joins) signal.push(index);
    else signals.push([index]);
  });
  return signals;
}

/** When a signal with these first and last matches closes. */
export function closing(first: OracleEvent, last: OracleEvent, windows: Windows): number {
  return Math.min(last.time + windows.keepAlive, first.time + windows.maxSignalDuration);
}

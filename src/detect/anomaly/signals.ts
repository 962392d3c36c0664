import type { SignalWindows } from "../../rule/rule.ts";
import { isOpenAt } from "../datadog/signal-clock.ts";
import type { JudgedWindow } from "./judge-series.ts";
import type { Bound } from "./judgement.ts";

/** A run of anomalous windows that became one signal. */
export interface AnomalySignal {
  /** The window that opened it. */
  readonly opened: JudgedWindow;
  /** End of its last anomalous window, epoch ms. */
  readonly last: number;
  /** The anomalous window with the highest sum (the first of equals), with its bound. */
  readonly peak: JudgedWindow & { readonly bound: Bound };
}

/**
 * Joins anomalous windows, which are in the order of time, to signals. The clock runs on the ends of the windows: a signal
 * closes `keepAlive` after its last anomalous one, at the latest `maxSignalDuration` after the one that opened it.
 */
export function signalsOf(windows: readonly JudgedWindow[], timing: SignalWindows): readonly AnomalySignal[] {
  const signals: AnomalySignal[] = [];
  for (const window of windows) {
    if (!window.isAnomalous || window.bound === null) continue;
    const found = { ...window, bound: window.bound };
    const current = signals.at(-1);
    const isOpen = current !== undefined && isOpenAt(clockOf(current), window.end, timing);
    if (isOpen) signals[signals.length - 1] = extended(current, found);
    else signals.push({ opened: window, last: window.end, peak: found });
  }
  return signals;
}

function clockOf(signal: AnomalySignal): { readonly first: number; readonly last: number } {
  return { first: signal.opened.end, last: signal.last };
}

function extended(signal: AnomalySignal, window: AnomalySignal["peak"]): AnomalySignal {
  return { ...signal, last: window.end, peak: window.sum > signal.peak.sum ? window : signal.peak };
}

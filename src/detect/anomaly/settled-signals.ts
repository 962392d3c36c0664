import type { SignalWindows } from "../../rule/rule.ts";
import { calmFor } from "../datadog/match-clock.ts";
import type { TimeRange } from "../detection.ts";
import { inRange } from "../order.ts";
import type { JudgedWindow } from "./judge-series.ts";
import { type AnomalySignal, signalsOf } from "./signals.ts";

/**
 * The signals of one life that open in the range; null when windows that were not judged, or are open, could make a difference.
 * As for thresholds (match-clock.ts), after the shorter of `keepAlive` and `maxSignalDuration` without a window that is or may be
 * anomalous no signal is open: the first anomalous window after such a calm opens one, and what follows is known.
 *
 * `judgedFrom`: end of the windows that were not judged, epoch ms; null: there are none.
 */
export function settledSignals(
  windows: readonly JudgedWindow[],
  judgedFrom: number | null,
  timing: SignalWindows,
  range: TimeRange,
): readonly AnomalySignal[] | null {
  const known = firstKnown(windows, judgedFrom, timing);
  const unknown = windows.slice(0, known);
  if (unknown.some((each) => (each.isAnomalous || each.isOpen) && inRange(each.point.last, range))) return null;
  return signalsOf(windows.slice(known), timing).filter((signal) => inRange(signal.opened.point.last, range));
}

/** Index of the window from which on no signal that opened earlier has a say. */
function firstKnown(windows: readonly JudgedWindow[], judgedFrom: number | null, timing: SignalWindows): number {
  const firstSettled = windows.findLastIndex((window) => window.isOpen) + 1;
  let lastPossible = firstSettled > 0 ? (windows[firstSettled - 1]?.end ?? 0) : judgedFrom;
  if (lastPossible === null) return 0;
  for (let index = firstSettled; index < windows.length; index++) {
    const window = windows[index];
    if (!window?.isAnomalous) continue;
    if (window.end - lastPossible >= calmFor(timing)) return index;
    lastPossible = window.end;
  }
  return windows.length;
}

import type { DatadogCase, DatadogThresholdMethod } from "../../rule/rule.ts";
import { SEVERITIES } from "../../rule/rule.ts";
import type { Detection, ThresholdEvidence, TimeRange } from "../detection.ts";
import { type EventTally, tallyOf } from "../event-tally.ts";
import { inRange } from "../order.ts";
import { type CaseWindow, caseWindow } from "./case-window.ts";
import { matchClock } from "./match-clock.ts";
import { isOpenAt, type SignalClock } from "./signal-clock.ts";
import type { Step } from "./step.ts";

/** The state of one group. Steps come in the order of (time, id). */
export interface ThresholdGroup {
  add(step: Step): void;
  end(): void;
}

interface Signal {
  readonly key: string;
  readonly clock: SignalClock;
  readonly tally: EventTally;
  readonly fixedBy: DatadogCase;
  readonly evidence: ThresholdEvidence;
}

export interface GroupOptions {
  readonly entity: Detection["entity"];
  readonly range: TimeRange;
  /** Epoch ms from which steps are given; null: from the first stored event. */
  readonly start: number | null;
}

/** `settled`: the detections of the range, or null when what was read does not tell. */
export function thresholdGroup(
  method: DatadogThresholdMethod,
  { entity, range, start }: GroupOptions,
  settled: (detections: readonly Detection[] | null) => void,
): ThresholdGroup {
  const window = caseWindow(method.queries, method.cases, method.windows.evaluationWindow);
  const clock = matchClock(method.windows, start === null ? null : start + method.windows.evaluationWindow);
  const found: Detection[] = [];
  let isUnsettled = false;
  let signal: Signal | null = null;
  const close = () => {
    if (signal !== null && inRange(signal.clock.first, range)) found.push(detectionOf(entity, signal));
    signal = null;
  };
  return {
    add(step) {
      const { time } = step.event;
      window.push(step);
      if (signal !== null && !isOpenAt(signal.clock, time, method.windows)) close();
      const match = window.firstMatch();
      if (!clock.isKnown(time)) {
        if (match === null) return;
        clock.matched(time);
        isUnsettled ||= inRange(time, range);
      } else if (signal !== null) signal = extend(signal, step, match, method, window);
      else if (match !== null) signal = open(step, match, method, window);
    },
    end() {
      close();
      settled(isUnsettled ? null : found);
    },
  };
}

function open(step: Step, match: DatadogCase, method: DatadogThresholdMethod, window: CaseWindow): Signal {
  return {
    key: step.event.id,
    clock: { first: step.event.time, last: step.event.time },
    tally: tallyOf(window.steps().map((each) => each.event)),
    fixedBy: match,
    evidence: evidenceOf(step.event.time, method, window),
  };
}

function extend(
  signal: Signal,
  step: Step,
  match: DatadogCase | null,
  method: DatadogThresholdMethod,
  window: CaseWindow,
): Signal {
  signal.tally.add(step.event);
  if (match === null) return signal;
  const clock = { first: signal.clock.first, last: step.event.time };
  if (rank(match) <= rank(signal.fixedBy)) return { ...signal, clock };
  return { ...signal, clock, fixedBy: match, evidence: evidenceOf(step.event.time, method, window) };
}

function rank(match: DatadogCase): number {
  return SEVERITIES.indexOf(match.status);
}

/** The window `(t - width, t]` as whole milliseconds, end exclusive. */
function evidenceOf(time: number, method: DatadogThresholdMethod, window: CaseWindow): ThresholdEvidence {
  const width = Math.max(1, method.windows.evaluationWindow);
  const counts = method.queries.flatMap(({ label }) => {
    const value = window.values(label);
    return value === null ? [] : [[label, value] as const];
  });
  return { kind: "threshold", counts: Object.fromEntries(counts), window: { from: time + 1 - width, to: time + 1 } };
}

function detectionOf(entity: Detection["entity"], signal: Signal): Detection {
  return {
    entity,
    opened: { time: signal.clock.first, key: signal.key },
    time: signal.clock.first,
    events: signal.tally.detected(),
    severity: signal.fixedBy.status,
    caseName: signal.fixedBy.name,
    evidence: signal.evidence,
  };
}

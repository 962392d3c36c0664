import { formatDuration, SECOND } from "../../../util/duration.ts";
import type { TimeSpan } from "../plot/time-scale.ts";
import type { EvidenceOf } from "./evidence-of.ts";

/** One plot of the series: all of it, or the stretch around the window. */
export interface Panel {
  readonly title: string;
  readonly span: TimeSpan;
  readonly window: TimeSpan;
  /** `[start, value]`, oldest first. */
  readonly points: readonly (readonly [number, number])[];
  /** ms of one point. */
  readonly bucket: number;
  /** A bucket's share of the window's bound: the window's buckets together must exceed the bound. */
  readonly share: number;
}

/** Windows that the close-up shows before the window, and after it. */
const BEFORE = 8;
const AFTER = 3;
/** The whole series gets a plot of its own when it is this much longer than the close-up. */
const MUCH_LONGER = 1.5;

export function anomalyPanels(evidence: EvidenceOf<"anomaly">): readonly Panel[] {
  const bucket = evidence.bucket_seconds * SECOND;
  const window = { from: Date.parse(evidence.window.from), to: Date.parse(evidence.window.to) };
  const points = evidence.baseline.map(([start, value]) => [Date.parse(start), value] as const);
  const length = Math.max(bucket, window.to - window.from);
  const whole = {
    from: Math.min(points[0]?.[0] ?? window.from, window.from),
    to: Math.max((points.at(-1)?.[0] ?? window.from) + bucket, window.to),
  };
  const close = {
    from: Math.max(whole.from, window.from - BEFORE * length),
    to: Math.min(whole.to, window.to + AFTER * length),
  };
  const share = evidence.bound / Math.max(1, Math.round(length / bucket));
  const panel = (title: string, span: TimeSpan): Panel => {
    const inside = points.filter(([start]) => start >= span.from && start < span.to);
    return { title, span, window, points: inside, bucket, share };
  };
  const isLonger = whole.to - whole.from > MUCH_LONGER * (close.to - close.from);
  return [
    ...(isLonger ? [panel(`The ${formatDuration(whole.to - whole.from)} before`, whole)] : []),
    panel("Around the window", close),
  ];
}

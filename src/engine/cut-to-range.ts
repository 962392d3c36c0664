import type { Detection, TimeRange } from "../detect/detection.ts";
import { inRange } from "../detect/order.ts";
import type { Rule } from "../rule/rule.ts";
import type { Folded, Opening } from "./fold-detections.ts";
import { capRuns, type Overflow, runOf } from "./runs.ts";

export type CappedBy = Pick<Rule, "schedule" | "maxSignals">;

/** What of the folded detections belongs to a range. */
export interface RangeReport {
  readonly kept: readonly Opening[];
  /** Detections of the range that lie in the window of an alert, of this range or an earlier one. */
  readonly suppressed: number;
  readonly overflows: readonly Overflow[];
  /** Detections up to then (epoch ms) have a say in what is reported. */
  readonly until: number;
}

/**
 * Caps the runs and cuts to the range. Null: what was before the detections could make a difference.
 *
 * - An alert belongs to the range in which its opening detection lies, with all that is stored of it, also after the range.
 * - The one alert over a run's cap belongs to the range of the first detection over the cap, with the count of the whole run.
 * - As a count, each detection belongs to the range that it lies in: as the alert that it opens, as suppressed when
 *   its opening is an alert, and otherwise as over the cap, also when opening or run began in an earlier range.
 *
 * So ranges that lie side by side share no alert, and their counts add up to those of the whole.
 *
 * The runs must be there from their begin on. Openings that are not sure are tried as none and as alerts of their own: more
 * openings only push others over the cap, so when both ways come to the same, every way between them does.
 */
export function cutToRange({ openings, strays }: Folded, rule: CappedBy, range: TimeRange): RangeReport | null {
  const isInside = ({ time }: Detection) => inRange(time, range);
  const unsure = openings.filter(({ isSure }) => !isSure);
  if (strays.some(isInside) || unsure.some(({ detection }) => isInside(detection))) return null;
  if (unsure.length === 0) return cutSure(openings, rule, range);
  const [fewest, most] = [openings.filter(({ isSure }) => isSure), openings].map((all) => cutSure(all, rule, range));
  return fewest !== undefined && most !== undefined && isSame(fewest, most) ? fewest : null;
}

function isSame(a: RangeReport, b: RangeReport): boolean {
  const shown = ({ kept, suppressed, overflows }: RangeReport) =>
    JSON.stringify([kept.length, suppressed, overflows.map(({ run, count }) => [run.from, count])]);
  return shown(a) === shown(b);
}

function cutSure(openings: readonly Opening[], rule: CappedBy, range: TimeRange): RangeReport {
  const isInside = ({ time }: Detection) => inRange(time, range);
  const { interval } = rule.schedule;
  const capped = capRuns(openings, interval, rule.maxSignals);
  const kept = capped.kept.filter(({ detection }) => isInside(detection));
  const over = overByRun(openings, capped.kept, interval);
  const overflows = capped.overflows.filter(({ run }) =>
    over
      .get(run.from)
      ?.slice(0, 1)
      .every((each) => isInside(each.detection)),
  );
  const shown = [...kept, ...overflows.flatMap(({ run }) => over.get(run.from) ?? [])];
  return {
    kept,
    suppressed: capped.kept.reduce((sum, { others }) => sum + others.filter(isInside).length, 0),
    overflows,
    until: [...shown.map(({ until }) => until), ...overflows.map(({ run }) => run.to)].reduce(
      (most, each) => Math.max(most, each),
      Number.NEGATIVE_INFINITY,
    ),
  };
}

/** What is not kept, by begin of the run. Both are in the same order. */
function overByRun(
  openings: readonly Opening[],
  kept: readonly Opening[],
  interval: number,
): ReadonlyMap<number, readonly Opening[]> {
  const runs = new Map<number, Opening[]>();
  let next = 0;
  for (const each of openings) {
    if (each === kept[next]) {
      next++;
      continue;
    }
    const { from } = runOf(each.detection.time, interval);
    const run = runs.get(from) ?? [];
    runs.set(from, run);
    run.push(each);
  }
  return runs;
}

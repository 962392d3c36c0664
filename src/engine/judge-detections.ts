import { detect } from "../detect/detect.ts";
import type { DetectContext, Detection } from "../detect/detection.ts";
import { anyOf } from "../ir/build.ts";
import type { Rule } from "../rule/rule.ts";
import { type Grouped, groupOf, readGroupValues } from "./alert-suppression.ts";
import { cutToRange, type RangeReport } from "./cut-to-range.ts";
import { foldDetections, unknownUntil } from "./fold-detections.ts";
import { runOf } from "./runs.ts";
import { partsOf } from "./wanted-columns.ts";

/** Each time that not enough is known, so many times as much is read. */
const GROWTH = 4;

/**
 * Folds the detections of a range by the rule's suppression and caps its runs (Elastic's order), with the result that folding
 * and capping everything, then cutting to the range, would have. As what is found does not depend on the range
 * (law 1), detections before and after it are looked for as ranges of their own, and only where they can make a difference:
 *
 * - before it: from the begin of a run on, because a run is a slot of event time whose cap and suppression begin anew with
 *   it. With a duration, from twice as long before: enough for a group whose open window was the first for that long. Then
 *   further back until nothing unknown makes a difference (`GroupWindows`), in the end from the first stored event.
 * - after it: to the end of the windows and runs of the alerts that are reported.
 *
 * Nothing of it without a detection that could be concerned. `found`: those of the range, in order.
 */
export async function judgeDetections(
  rule: Rule,
  found: readonly Detection[],
  context: DetectContext,
): Promise<RangeReport> {
  const known = new KnownDetections(rule, context);
  await known.add(found);
  let reach = rule.suppression?.duration == null ? 0 : 2 * rule.suppression.duration;
  if (isConcernedByPast(rule, found, context)) await known.reachBack(reach);
  for (;;) {
    const report = cutToRange(foldDetections(known.all, rule, known.start), rule, context.range);
    if (report !== null && known.covers(report.until)) return report;
    if (report !== null) await known.reachOn(report.until);
    else {
      reach = Math.max(1, reach) * GROWTH;
      await known.reachBack(reach);
    }
  }
}

/** Whether a detection lies in a run or window that may have begun before the range. */
function isConcernedByPast(rule: Rule, [first]: readonly Detection[], { range: { from } }: DetectContext): boolean {
  if (from === null || first === undefined) return false;
  const isInCutRun = rule.maxSignals !== null && runOf(first.time, rule.schedule.interval).from < from;
  return isInCutRun || first.time < unknownUntil(from, rule);
}

/** The detections of a growing range. */
class KnownDetections {
  readonly #rule: Rule;
  readonly #context: DetectContext;
  #all: readonly Grouped[] = [];
  /** Epoch ms; null: all before are known. */
  start: number | null;
  #end: number | null;

  constructor(rule: Rule, context: DetectContext) {
    this.#rule = rule;
    this.#context = { ...context, onCut: () => undefined };
    this.start = context.range.from;
    this.#end = context.range.to;
  }

  /** In order. */
  get all(): readonly Grouped[] {
    return this.#all;
  }

  async add(found: readonly Detection[]): Promise<void> {
    this.#all = await this.#grouped(found);
  }

  /** From the begin of the run that lies `reach` ms before the asked range. */
  async reachBack(reach: number): Promise<void> {
    const { range, stored } = this.#context;
    const to = this.start;
    if (range.from === null || stored === null || to === null) return;
    const start = runOf(range.from - reach, this.#rule.schedule.interval).from;
    this.start = start <= stored.first ? null : start;
    if (to > stored.first) this.#all = [...(await this.#detected(this.start, to)), ...this.#all];
  }

  /** Whether all stored events before `until` were looked at. */
  covers(until: number): boolean {
    const last = this.#context.stored?.last ?? Number.NEGATIVE_INFINITY;
    return this.#end === null || this.#end >= until || this.#end > last;
  }

  async reachOn(until: number): Promise<void> {
    const from = this.#end;
    this.#end = Math.min(until, (this.#context.stored?.last ?? until) + 1);
    this.#all = [...this.#all, ...(await this.#detected(from, this.#end))];
  }

  async #detected(from: number | null, to: number): Promise<readonly Grouped[]> {
    const { detections } = await detect(this.#rule, { ...this.#context, range: { from, to } });
    return this.#grouped(detections);
  }

  async #grouped(detections: readonly Detection[]): Promise<readonly Grouped[]> {
    const { suppression, method } = this.#rule;
    if (suppression === null) return detections.map((detection) => ({ detection, group: null }));
    // Only Elastic's rules have suppressions, and those have one predicate.
    const predicate = anyOf(partsOf(method).predicates);
    const values = await readGroupValues(detections, suppression, predicate, this.#context.rows);
    return detections.map((detection) => ({ detection, group: groupOf(detection, suppression, values) }));
  }
}

import type { Rule } from "../../rule/rule.ts";
import { runOf } from "../runs.ts";
import { methodReach, slotBegin } from "./reach-method.ts";
import { foldReach, needsWholeRuns } from "./reach-policy.ts";

/**
 * Which alerts of a rule a change of the store can change.
 *
 * Let the store go from S to S': events come, and events go (a copy with another body takes the place of a stored one: both
 * bodies count). `earliest` is the least event time among all of these that concern the rule (`concernedBy`), epoch ms.
 * The alerts of a rule are those of an evaluation of everything; the *place* of one is the `time` of the detection that opened
 * it, of an over_cap alert the begin of its run. All of this only while the first event of the store stays the same, or the
 * rule does not care (`dependsOnFirst`).
 *
 * Claim 1. Alerts of S and of S' with `place < earliest - reachBack(rule)` are the same, in every respect.
 *
 * Claim 2. Let x be `reevaluateFrom(rule, earliest)`. Alerts of S and of S' with `place < x` are the same. And
 * the evaluation of `[x, infinity)` over S' reports those alerts of S' with `place >= x`, and no others. So the alerts of S'
 * are those of S before x and what that evaluation reports. An evaluation from earlier on reports the same from x on; before x
 * it may report the over_cap alert of a run that began before its range.
 *
 * Proof. Let c be `slotBegin(earliest) - back` of reach-method.ts, which shows: detections with `time < c` are the same.
 *
 * - Suppression looks forward: whether a detection opens a window depends on detections before it, so openings before c
 *   are the same. What is folded into one is the same when its window ends at c or earlier. A window of duration D ends
 *   D after its opening, so that is so for openings up to `c - D`. A window of a run ends with the run.
 * - The cap takes the first openings of a run, in order: which of those before c are kept is the same. The over_cap alert of a run
 *   counts the run's other openings with what is folded into them: it is the same when the run ends at
 *   `c - D` or earlier (D = 0 without a duration), for then all of their windows end at c or earlier.
 * - So with neither cap nor windows of runs all alerts with `place < c - D` are the same. With one of them let x be the begin of the
 *   run in which `c - D` lies: what has its place before x lies in a run that ends at x or earlier, and is the same.
 * - The evaluation of `[x, infinity)` reports alerts by their opening, an over_cap alert by the first detection over the
 *   cap (cut-to-range.ts). That lies in its run; as x begins a run, it is at x or later exactly when the run's begin is.
 *
 * The largest distance from `earliest` back to x is that of the slot, `back`, D, and one run: `reachBack`.
 *
 * Forward nothing is bounded here: windows, signals and counted events hang together as long as no calm parts them. Cheap bounds
 * exist only for query rules without a duration (the slot of the run in which the last change lies).
 */
export function reachBack(rule: Rule): number {
  const { back, slot } = methodReach(rule);
  return slot + back + foldReach(rule) + (needsWholeRuns(rule) ? rule.schedule.interval : 0);
}

/**
 * From when on alerts are found anew after a change, epoch ms: see Claim 2 of `reachBack`. `earliest`: the least time of a new,
 * changed or removed event that concerns the rule. Not before `earliest - reachBack(rule)`. When `dependsOnFirst` and the store's
 * first event is another one now, that is not enough: then everything is found anew.
 */
export function reevaluateFrom(rule: Rule, earliest: number): number {
  const { back, slot } = methodReach(rule);
  const from = slotBegin(earliest, slot) - back - foldReach(rule);
  return needsWholeRuns(rule) ? runOf(from, rule.schedule.interval).from : from;
}

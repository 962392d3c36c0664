import { anyOf } from "../../ir/build.ts";
import type { Predicate } from "../../ir/expr.ts";
import type { Rule } from "../../rule/rule.ts";
import { partsOf } from "../wanted-columns.ts";

/** Of a rule, what its alerts depend on. */
type Judged = Pick<Rule, "method">;

/**
 * Which events can change alerts of the rule by being there, apart from being the store's first (`dependsOnFirst`).
 *
 * - `matching`: only those that satisfy one of its predicates (`matchPredicate`). Every plan of the method filters by them.
 * - `all`: any event. Anomaly rules ask in which buckets anything at all was stored: a bucket without the group's events is 0 there
 *   and a gap elsewhere. An event of a bucket that has others, and does not match, changes nothing all the same.
 *
 * Of a stored event that is removed or whose body is another one now, both bodies count.
 */
export function concernedBy({ method }: Judged): "matching" | "all" {
  return method.kind === "anomaly" ? "all" : "matching";
}

/** Holds for an event that satisfies one of the rule's predicates. It may still lack a group or a term, and have no say. */
export function matchPredicate({ method }: Judged): Predicate {
  return anyOf(partsOf(method).predicates);
}

/**
 * Whether alerts anywhere may change when the time of the store's first event, of any kind, does: then all alerts of the rule are
 * found anew. What each method makes of `stored.first`, other than not to read before it:
 *
 * - new terms: `coverage`, of all alerts less than the history after the first event.
 * - new value: with `instantaneousBaseline` the time since which is learned, which every alert shows. (Else that of
 *   the first event that the rule can use: `reachBack` covers that.)
 * - anomaly: with `instantaneousBaseline` and `peerBaseline` the time from which on there are peers.
 * - the others, alert suppression and caps: nothing.
 *
 * `stored.last` changes nothing: it only says how much is read at once (settle.ts), and where nothing more is to be read (judge-detections.ts).
 */
export function dependsOnFirst({ method }: Judged): boolean {
  switch (method.kind) {
    case "new_terms":
      return method.history > 0;
    case "new_value":
      return method.instantaneousBaseline;
    case "anomaly":
      return method.instantaneousBaseline && method.peerBaseline;
    default:
      return false;
  }
}

import { unreachable } from "../../util/invariant.ts";
import { isoTime } from "../iso-time.ts";
import { explains, type Span } from "./span.ts";

const REPLACED = "its event was replaced by another copy that the rule does not match";

/** What stands after the change. */
export interface Standing {
  readonly spans: readonly Span[];
  /** Ids of alerts into which alert suppression may have folded detections, and it is not known which. */
  readonly folding: ReadonlySet<string>;
}

/** Why a gone alert that no other takes in is gone: a sentence without its full stop. */
export function supersededBecause(gone: Span, { spans, folding }: Standing): string {
  if (gone.kind === "over_cap") return "its run is not over the cap any more";
  const run = spans.find((each) => each.kind === "over_cap" && isCutBy(gone, each, spans));
  if (run !== undefined) {
    return `it is over the cap of its run now, ${isoTime(run.first)} to ${isoTime(run.last)}: alert ${run.id} counts it`;
  }
  const reason = byMethod(gone, gone.kind, spans);
  const folded = spans.some((each) => folding.has(each.id) && each.place <= gone.place);
  return folded ? `${reason}, or the rule's alert suppression folds it into an earlier alert` : reason;
}

/** A cap leaves the earliest of a run: what another comes after is not cut. */
function isCutBy(gone: Span, run: Span, spans: readonly Span[]): boolean {
  const isInRun = ({ place }: Span) => run.first <= place && place < run.last;
  return isInRun(gone) && !spans.some((each) => each.kind !== "over_cap" && isInRun(each) && each.place > gone.place);
}

function byMethod(gone: Span, kind: Exclude<Span["kind"], "over_cap">, spans: readonly Span[]): string {
  switch (kind) {
    case "query":
      return REPLACED;
    case "new_terms":
    case "new_value":
      return seenBefore(gone, spans);
    case "threshold":
      return "with the events that came later it is below the threshold";
    case "anomaly":
      return "with the events that came later it is below the bound";
    default:
      return unreachable(kind);
  }
}

function seenBefore(gone: Span, spans: readonly Span[]): string {
  const earlier = spans
    .filter((each) => explains(each, gone))
    .reduce<Span | null>((latest, each) => (latest === null || each.last > latest.last ? each : latest), null);
  if (earlier === null) return `the values were seen before after all, or ${REPLACED}`;
  return `the values were seen before after all: at ${isoTime(Math.min(earlier.last, gone.first))}, see alert ${earlier.id}`;
}

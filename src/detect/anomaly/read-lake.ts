import type { DetectContext } from "../detection.ts";
import { numberOf } from "../rows.ts";
import { type LakeActivity, lakeActivity } from "./lake-activity.ts";
import { lakePlan, type Span } from "./plans.ts";

/** Says in which buckets of a span any event at all was stored. */
export type ReadLake = (span: Span) => Promise<LakeActivity>;

/** Reads the store only for what the last answer did not hold. */
export function lakeReader(context: Pick<DetectContext, "rows">, bucketDuration: number): ReadLake {
  let last: { readonly span: Span; readonly lake: LakeActivity } | null = null;
  return async (span) => {
    if (last !== null && covers(last.span, span)) return last.lake;
    const buckets: number[] = [];
    for await (const row of context.rows(lakePlan(bucketDuration, span))) buckets.push(numberOf(row, "bucket"));
    last = { span, lake: lakeActivity(buckets) };
    return last.lake;
  };
}

function covers(wide: Span, span: Span): boolean {
  const isFromCovered = wide.from === null || (span.from !== null && span.from >= wide.from);
  const isToCovered = wide.to === null || (span.to !== null && span.to <= wide.to);
  return isFromCovered && isToCovered;
}

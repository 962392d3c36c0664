import type { Value } from "../../ir/expr.ts";
import { invariant } from "../../util/invariant.ts";
import { rawBinding } from "./raw-value.ts";
import { pruned } from "./values.ts";

/**
 * Columns that AWS itself fills from closed lists: never `""`, `"-"` or `"none"`. They stay bare columns, so that parts
 * can be skipped by their statistics.
 */
const NEVER_PRUNED: ReadonlySet<string> = new Set([
  "event_time",
  "event_id",
  "event_source",
  "event_name",
  "aws_region",
  "event_type",
  "event_category",
  "event_version",
  "request_id",
]);

/** The value of a field of the record as Elastic's pipeline leaves it. */
export function prunedRaw(rawPath: string): Value {
  const found = rawBinding(rawPath);
  invariant(found, `no raw field ${rawPath}`);
  const { value, type } = found;
  const isBare = type !== "text" || (value.kind === "column" && NEVER_PRUNED.has(value.column));
  return isBare ? value : pruned(value);
}

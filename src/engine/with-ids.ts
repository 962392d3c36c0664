import { column } from "../catalog/columns.ts";
import type { Predicate } from "../ir/expr.ts";
import { nowhere } from "../source/span.ts";

/** Events with one of these ids. */
export function withIds(ids: readonly string[]): Predicate {
  const field = { name: "event_id", type: "text" as const, value: column("event_id"), span: nowhere };
  return { kind: "equals", field, texts: ids, as: "text", ignoreCase: false, span: nowhere };
}

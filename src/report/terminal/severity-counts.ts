import type { Severity } from "../../rule/rule.ts";
import { counted, numberText } from "../count-text.ts";
import { MOST_SEVERE_FIRST } from "../most-severe-first.ts";

/** `12 alerts: 1 critical, 3 high, 8 low`. */
export function severityCounts(counts: ReadonlyMap<Severity, number>): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = MOST_SEVERE_FIRST.flatMap((severity) => {
    const count = counts.get(severity) ?? 0;
    return count === 0 ? [] : [`${numberText(count)} ${severity}`];
  });
  return `${counted(total, "alert")}: ${parts.join(", ")}`;
}

import type { CrowdedPlan, Row, ThinnedPlan } from "../../src/ir/plan.ts";

/** Exactly the rows that the definition in src/ir/plan.ts wants, and no others. */
export function crowdedRows({ by, bucket, span, least }: CrowdedPlan, rows: readonly Row[]): Row[] {
  return groupsOf(by, rows).flatMap((group) => {
    const isCrowded = group.some((row) => {
      const start = Number(row[bucket]);
      const near = group.filter((other) => Number(other[bucket]) <= start && Number(other[bucket]) >= start - span);
      return near.length >= least;
    });
    return isCrowded ? group : [];
  });
}

/** The same. */
export function thinnedRows({ by, bucket, silence, width }: ThinnedPlan, rows: readonly Row[]): Row[] {
  return groupsOf(by, rows).flatMap((group) => {
    const times = group.map(timeOf);
    const opens = times.filter((time) => !times.some((other) => other < time && other >= time - silence));
    return group.filter((row) => {
      const time = timeOf(row);
      const same = group.filter((other) => other[bucket] === row[bucket]).map(timeOf);
      const isEdge = time === Math.min(...same) || time === Math.max(...same);
      return isEdge || opens.some((open) => time >= open && time < open + width);
    });
  });
}

function groupsOf(by: readonly string[], rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((name) => row[name]));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function timeOf(row: Row): number {
  return Number(row["time"]);
}

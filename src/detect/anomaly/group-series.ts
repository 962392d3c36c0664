import type { Row } from "../../ir/plan.ts";
import { type GroupReducer, reduceGroups } from "../reduce-groups.ts";
import { numberOf, numberOrNull } from "../rows.ts";
import type { Point, Series } from "./series.ts";

/** Hands over the series of one group after the other, from the rows of the series' plan. */
export async function eachSeries(
  rows: AsyncIterable<Row>,
  columns: readonly string[],
  take: (group: readonly string[], series: Series) => void,
): Promise<void> {
  await reduceGroups(rows, columns, (group) => seriesReducer((series) => take(group, series)));
}

/** Sums of no number are no point; what is not above 0 is as good as 0, for only spikes count. */
function seriesReducer(take: (series: Series) => void): GroupReducer {
  const points: Point[] = [];
  return {
    add(row) {
      const value = numberOrNull(row, "value") ?? 0;
      if (value > 0) points.push({ bucket: numberOf(row, "bucket"), value, last: numberOf(row, "last") });
    },
    end: () => take(points),
  };
}

import type { Row } from "../../ir/plan.ts";
import type { DatadogQuery } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import { columnNames } from "../plans.ts";
import { type EventRow, listOf, numberOrNull } from "../rows.ts";
import { combinations } from "../tuples.ts";

/** What one event adds to one query's aggregate. */
export interface Sample {
  /** Distinct tuples, for cardinality. */
  readonly tuples: readonly string[];
  /** The metric, for sum and max. */
  readonly number: number;
}

/** One event of a group. `samples[i]` is what it adds to query i; null: nothing. */
export interface Step {
  readonly event: EventRow;
  readonly samples: readonly (Sample | null)[];
}

const COUNTED: Sample = { tuples: [], number: 0 };

/** The sample of a row of the query's plan; null when it has nothing to aggregate (no distinct value, no number). */
export function sampleOf(query: DatadogQuery, row: Row, onCut: () => void): Sample | null {
  switch (query.aggregation) {
    case "count":
      return COUNTED;
    case "cardinality": {
      const lists = columnNames("d", query.distinct).map((name) => listOf(row, name));
      const tuples = combinations(lists, onCut).map((tuple) => JSON.stringify(tuple));
      return tuples.length === 0 ? null : { tuples, number: 0 };
    }
    case "sum":
    case "max": {
      const number = numberOrNull(row, "m");
      return number === null ? null : { tuples: [], number };
    }
    default:
      return unreachable(query.aggregation);
  }
}

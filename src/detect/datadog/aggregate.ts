import type { Aggregation } from "../../rule/rule.ts";
import { unreachable } from "../../util/invariant.ts";
import { Multiset } from "../multiset.ts";
import { FifoFold } from "./fifo-fold.ts";
import type { Sample } from "./step.ts";

/** A query's aggregate over a window of samples that leave in the order in which they came. */
export interface Aggregate {
  push(sample: Sample): void;
  /** The oldest leaves; the caller says which that was. */
  shift(oldest: Sample): void;
  /** Null when the window holds no sample: the group is absent from the query. */
  value(): number | null;
}

export function aggregate(aggregation: Aggregation): Aggregate {
  switch (aggregation) {
    case "count":
      return counting();
    case "cardinality":
      return distinct();
    case "sum":
      return folding((older, newer) => older + newer);
    case "max":
      return folding(Math.max);
    default:
      return unreachable(aggregation);
  }
}

function counting(): Aggregate {
  let count = 0;
  return {
    push: () => {
      count++;
    },
    shift: () => {
      count--;
    },
    value: () => (count === 0 ? null : count),
  };
}

function distinct(): Aggregate {
  const tuples = new Multiset();
  return {
    push: (sample) => {
      for (const tuple of sample.tuples) tuples.add(tuple);
    },
    shift: (oldest) => {
      for (const tuple of oldest.tuples) tuples.remove(tuple);
    },
    value: () => (tuples.distinct === 0 ? null : tuples.distinct),
  };
}

function folding(combine: (older: number, newer: number) => number): Aggregate {
  const fold = new FifoFold(combine);
  return { push: (sample) => fold.push(sample.number), shift: () => fold.shift(), value: () => fold.value() };
}

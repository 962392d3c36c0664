import type { Row } from "../../ir/plan.ts";
import type { DatadogQuery } from "../../rule/rule.ts";
import { compareCodePoints } from "../../util/code-points.ts";
import { compareTuples } from "../order.ts";
import { eventRow, textsOf } from "../rows.ts";
import { type Sample, type Step, sampleOf } from "./step.ts";

/** One query with its rows, which are sorted by (group, time, id). */
export interface QueryRows {
  readonly query: DatadogQuery;
  readonly rows: AsyncIterable<Row>;
  readonly groups: readonly string[];
  readonly onCut: () => void;
}

export interface GroupStep {
  readonly group: readonly string[];
  readonly step: Step;
}

interface Head {
  readonly group: readonly string[];
  readonly event: Step["event"];
  readonly sample: Sample;
}

/**
 * Joins the queries' rows to one stream sorted by (group, time, id). Groups of different queries are the same when their
 * values are, by position. An event that several queries take is one step; one that no query can aggregate is none.
 */
export async function* mergeSteps(inputs: readonly QueryRows[]): AsyncGenerator<GroupStep> {
  const readers = inputs.map(readHeads);
  try {
    const heads = await Promise.all(readers.map(next));
    for (let least = leastOf(heads); least !== null; least = leastOf(heads)) {
      const taken = heads.map((head) => (head !== null && compareHeads(head, least) === 0 ? head : null));
      yield { group: least.group, step: { event: least.event, samples: taken.map((head) => head?.sample ?? null) } };
      for (const [index, reader] of readers.entries()) {
        if (taken[index]) heads[index] = await next(reader);
      }
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.return(undefined)));
  }
}

async function* readHeads(input: QueryRows): AsyncGenerator<Head, undefined> {
  for await (const row of input.rows) {
    const sample = sampleOf(input.query, row, input.onCut);
    if (sample !== null) yield { group: textsOf(row, input.groups), event: eventRow(row), sample };
  }
  return undefined;
}

async function next(reader: AsyncGenerator<Head, undefined>): Promise<Head | null> {
  return (await reader.next()).value ?? null;
}

function leastOf(heads: readonly (Head | null)[]): Head | null {
  let least: Head | null = null;
  for (const head of heads) {
    if (head !== null && (least === null || compareHeads(head, least) < 0)) least = head;
  }
  return least;
}

function compareHeads(a: Head, b: Head): number {
  return compareTuples(a.group, b.group) || a.event.time - b.event.time || compareCodePoints(a.event.id, b.event.id);
}

import type { CrowdedPlan, ThinnedPlan } from "../ir/plan.ts";
import { invariant } from "../util/invariant.ts";
import { quoteIdentifier } from "./quote.ts";

const ALL = quoteIdentifier("th_all");
const ROWS = quoteIdentifier("th_rows");
const NEAR = quoteIdentifier("th_near");

/** `input`: a subquery in parentheses. It is read twice, by names: first only its keys and buckets. */
export function compileCrowded({ by, bucket, span, least }: CrowdedPlan, input: string): string {
  // The constant is for plans without keys.
  const keys = ["1", ...by.map(quoteIdentifier)].join(", ");
  const each = [...by, bucket].map(quoteIdentifier).join(", ");
  const counts = `SELECT ${each}, count(*) AS ${ROWS}\nFROM ${ALL}\nGROUP BY ${each}`;
  const order = `${partition(by)}ORDER BY ${quoteIdentifier(bucket)} RANGE BETWEEN ${whole(span)} PRECEDING AND CURRENT ROW`;
  const sums = `SELECT *, sum(${ROWS}) OVER (${order}) AS ${NEAR}\nFROM ${nest(counts)}`;
  const groups = `SELECT ${keys}\nFROM ${nest(sums)}\nWHERE ${NEAR} >= ${whole(least)}`;
  return `${named(input)}\nSELECT *\nFROM ${ALL}\nWHERE (${keys}) IN ${nest(groups)}`;
}

const FIRST = quoteIdentifier("th_first");
const LAST = quoteIdentifier("th_last");
const BEFORE = quoteIdentifier("th_before");
const OPENED = quoteIdentifier("th_opened");
const TIME = quoteIdentifier("time");

/** Only the first row of a bucket can open its group, so a look at the buckets tells which do. */
export function compileThinned({ by, bucket, silence, width }: ThinnedPlan, input: string): string {
  const keys = [...by, bucket].map(quoteIdentifier).join(", ");
  const order = `OVER (${partition(by)}ORDER BY ${quoteIdentifier(bucket)})`;
  const buckets = `SELECT ${keys}, min(${TIME}) AS ${FIRST}, max(${TIME}) AS ${LAST}\nFROM ${ALL}\nGROUP BY ${keys}`;
  const before = `SELECT *, lag(${LAST}) ${order} AS ${BEFORE}\nFROM ${nest(buckets)}`;
  const opens = `CASE WHEN ${BEFORE} IS NULL OR ${FIRST} - ${BEFORE} > ${whole(silence)} THEN ${FIRST} END`;
  const opened = `SELECT ${keys}, ${FIRST}, ${LAST}, max(${opens}) ${order} AS ${OPENED}\nFROM ${nest(before)}`;
  const joined = `SELECT *\nFROM ${ALL}\nJOIN ${nest(opened)} USING (${keys})`;
  const stays = `${TIME} IN (${FIRST}, ${LAST}) OR ${TIME} < ${OPENED} + ${whole(width)}`;
  return `${named(input)}\nSELECT * EXCLUDE (${FIRST}, ${LAST}, ${OPENED})\nFROM ${nest(joined)}\nWHERE ${stays}`;
}

/** Not kept in between: of what is read first most columns are not needed, and of the second reading often nothing. */
function named(input: string): string {
  return `WITH ${ALL} AS NOT MATERIALIZED ${input}`;
}

function partition(by: readonly string[]): string {
  return by.length === 0 ? "" : `PARTITION BY ${by.map(quoteIdentifier).join(", ")} `;
}

function nest(sql: string): string {
  return `(\n  ${sql.replaceAll("\n", "\n  ")}\n)`;
}

function whole(number: number): string {
  invariant(Number.isSafeInteger(number), "a plan counts in whole numbers");
  return String(number);
}

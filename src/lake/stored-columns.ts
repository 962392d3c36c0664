import { EVENT_COLUMNS } from "../catalog/columns.ts";
import { quoteIdentifier } from "../sql/quote.ts";

/** Made when events are read, by joining what enrichments know. */
const JOINED: ReadonlySet<string> = new Set(["source_info", "agent_info"]);

const STORED = EVENT_COLUMNS.filter(({ name }) => !JOINED.has(name));

/** The columns of a part, quoted, in their order. */
export const STORED_COLUMNS: readonly string[] = STORED.map(({ name }) => quoteIdentifier(name));

/** The SQL type that each has when there is no part to read it from, in the same order. */
export const STORED_TYPES: readonly string[] = STORED.map(({ type, many }) => {
  if (many) return "VARCHAR[]";
  if (type === "time") return "TIMESTAMP";
  return type === "boolean" ? "BOOLEAN" : "VARCHAR";
});

/** `alias.column, alias.column ...` */
export function storedColumns(alias: string): string {
  return STORED_COLUMNS.map((name) => `${alias}.${name}`).join(", ");
}

/** 64 bits of what makes two rows the same event. Different events may share it: only ever a hint. */
export function eventKey(alias: string): string {
  return `hash(${alias}.account, ${alias}.event_id)`;
}

/** 64 bits of a whole row: equal for equal rows. Of several copies of an event the one with the smallest counts. */
export function rowDigest(alias: string): string {
  return `hash(${storedColumns(alias)})`;
}

/** Days since 1970 of a row's time. */
export function dayOf(alias: string): string {
  return `(${alias}.event_time::DATE - DATE '1970-01-01')::INTEGER`;
}

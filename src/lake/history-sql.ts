import type { Measure, Plan, SelectColumn } from "../ir/plan.ts";
import { duckdb } from "../sql/dialect/duckdb.ts";
import { compilePlan } from "../sql/plan.ts";
import { quoteIdentifier, quoteText } from "../sql/quote.ts";
import { eventsOf, readParquet } from "./events-view.ts";
import type { DerivablePlan } from "./history-plan.ts";
import { storedColumns } from "./stored-columns.ts";
import type { StoredPart } from "./stored-part.ts";

/** The column that says of a derived row which piece it belongs to. Plans have no column of that name. */
const PIECE = "piece";

const NOTHING_ENRICHED: ReadonlySet<never> = new Set<never>();

/** What a plan means, as text: two plans with the same text deliver the same rows from the same events. */
export function textOfPlan(plan: DerivablePlan): string {
  return compilePlan(plan, duckdb, "events");
}

/** The plan's rows from some parts. */
export function rowsSql(plan: Plan, parts: readonly StoredPart[]): string {
  return compilePlan(plan, duckdb, eventsOf(parts, NOTHING_ENRICHED));
}

export interface Piece {
  readonly piece: number;
  readonly part: StoredPart;
}

/** The plan's rows from each part by itself: `piece` first, then as the plan has them. */
export function pieceRowsSql(plan: DerivablePlan, pieces: readonly Piece[]): string {
  const columns = [...plan.by, ...plan.measures.map(({ name }) => name)].map(quoteIdentifier);
  const rows = compilePlan(withPiece(plan), duckdb, eventsByPiece(pieces));
  return `SELECT ${[`${PIECE}::INTEGER AS ${PIECE}`, ...columns].join(", ")} FROM (${rows})`;
}

function withPiece(plan: DerivablePlan): DerivablePlan {
  const value = { kind: "column", column: PIECE, type: "text", many: false } as const;
  const column: SelectColumn = { name: PIECE, shape: "scalar", value };
  const selecting = (input: Plan): Plan => {
    if (input.kind === "select") return { ...input, columns: [...input.columns, column] };
    return input.kind === "explode" ? { ...input, input: selecting(input.input) } : input;
  };
  return { ...plan, input: selecting(plan.input), by: [PIECE, ...plan.by] };
}

function eventsByPiece(pieces: readonly Piece[]): string {
  const none = "NULL::JSON AS source_info, NULL::JSON AS agent_info";
  const whole = pieces.filter(({ part }) => part.superseded === 0);
  const numbers = whole.map(({ piece }) => quoteText(String(piece))).join(", ");
  const reads = pieces
    .filter(({ part }) => part.superseded > 0)
    .map(
      ({ piece, part }) =>
        `SELECT *, ${quoteText(String(piece))} AS ${PIECE} FROM ${eventsOf([part], NOTHING_ENRICHED)}`,
    );
  if (pieces.length === 0) reads.push(`SELECT *, '' AS ${PIECE} FROM ${eventsOf([], NOTHING_ENRICHED)}`);
  if (whole.length > 0) {
    const files = readParquet(whole.map(({ part }) => part));
    reads.push(
      `SELECT ${storedColumns("e")}, ${none}, [${numbers}][e.file_index::BIGINT + 1] AS ${PIECE} FROM ${files} e`,
    );
  }
  return `(${reads.join("\nUNION ALL ")})`;
}

/** The rows of some pieces. */
export function pieceSql(table: { readonly name: string }, pieces: readonly number[]): string {
  return `SELECT * FROM ${table.name} WHERE ${PIECE} IN (${pieces.join(", ")})`;
}

/** The rows of all sources together, as one aggregate over all of their events would have them. */
export function mergedSql(plan: DerivablePlan, sources: readonly string[]): string {
  const keys = plan.by.map(quoteIdentifier);
  const measures = plan.measures.map((each) => `${mergedMeasure(each)} AS ${quoteIdentifier(each.name)}`);
  const columns = [...keys, ...plan.measures.map(({ name }) => quoteIdentifier(name))].join(", ");
  const rows = sources.map((source) => `SELECT ${columns} FROM (${source})`).join("\nUNION ALL ");
  const groupBy = keys.length === 0 ? "" : `\nGROUP BY ${keys.join(", ")}`;
  return `(SELECT ${[...keys, ...measures].join(", ")}\nFROM (${rows})${groupBy})`;
}

function mergedMeasure({ name, fn }: Measure): string {
  const column = quoteIdentifier(name);
  switch (fn) {
    case "count":
      return `coalesce(sum(${column}), 0)::BIGINT`;
    case "min":
    case "max":
      return `${fn}(${column})`;
    default:
      throw new Error(`bug: ${fn} cannot be merged`);
  }
}

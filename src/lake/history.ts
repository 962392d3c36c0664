import { createHash } from "node:crypto";
import type { Database } from "../driver/duckdb.ts";
import type { Plan, Row } from "../ir/plan.ts";
import { duckdb } from "../sql/dialect/duckdb.ts";
import { DUCKDB_MACROS } from "../sql/dialect/duckdb-macros.ts";
import { compilePlan } from "../sql/plan.ts";
import type { DerivablePlan } from "./history-plan.ts";
import { mergedSql, type Piece, pieceRowsSql, pieceSql, rowsSql, textOfPlan } from "./history-sql.ts";
import {
  deletePieces,
  insertPieces,
  openTables,
  type PlanTable,
  planTable,
  readPieces,
  type StoredPiece,
} from "./history-tables.ts";
import { overlaps, type Span } from "./plan-span.ts";
import { inTransaction } from "./state.ts";
import type { StoredPart } from "./stored-part.ts";

export interface HistoryQuery {
  readonly inner: DerivablePlan;
  /** Of the events that `inner` aggregates. */
  readonly span: Span;
  /** Over the rows of `inner`, which stand for its events. */
  readonly outer: Plan;
}

/**
 * Answers aggregates over long spans of time from tables that are derived from each part once. The rows of a part that lies
 * wholly in the span are taken from the table; parts that reach beyond it, and few new ones, are read. As the measures can be
 * merged, the result is that of the plan over all events of the span.
 *
 * A part's rows hold as long as the part is listed with the same number of superseded rows. The lake must not change while rows
 * are read.
 */
export interface History {
  rows(query: HistoryQuery): AsyncIterable<Row>;
  /** Asked before each statement that derives, with the parts that are derived and all of the plan's: false makes `rows` throw a HistoryPaused. */
  mayDerive: ((done: number, total: number) => boolean) | null;
}

/** What was derived so far is kept. */
export class HistoryPaused extends Error {}

export interface HistorySource {
  readonly database: Database;
  /** The parts that count now. */
  parts(): readonly StoredPart[];
}

export interface HistoryLimits {
  /** New parts that are fewer than `parts`, and have fewer than `events` together, are read every time rather than written to the tables. */
  readonly events: number;
  readonly parts: number;
  /** Events that are derived by one statement, unless a part has more: bounds its memory. */
  readonly atOnce?: number;
}

const LIMITS = { events: 20_000, parts: 32, atOnce: 3_000_000 };

/** Changes when rows that were derived before are not what they would be now, though the plan's text is the same. */
const MEANING = "1";

/** Drops the tables that are not used any more. The lake must be open for writing. */
export async function openHistory(source: HistorySource, limits: HistoryLimits = LIMITS): Promise<History> {
  await inTransaction(source.database, () => openTables(source.database));
  return new DerivedHistory(source, { ...LIMITS, ...limits });
}

interface Derived {
  readonly table: PlanTable;
  /** By the name of the part. */
  readonly pieces: Map<string, StoredPiece>;
  /** Number of the next piece. */
  next: number;
}

class DerivedHistory implements History {
  readonly #source: HistorySource;
  readonly #limits: Required<HistoryLimits>;
  mayDerive: History["mayDerive"] = null;
  /** By the plan's meaning. */
  readonly #derived = new Map<string, Derived>();
  /** What is written is written one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(source: HistorySource, limits: Required<HistoryLimits>) {
    this.#source = source;
    this.#limits = limits;
  }

  async *rows({ inner, span, outer }: HistoryQuery): AsyncGenerator<Row> {
    const parts = this.#source.parts().filter((part) => overlaps(part, span));
    const inside = parts.filter((part) => liesIn(part, span));
    const writing = this.#writing.then(() => this.#deriveFrom(inner, inside));
    this.#writing = writing.catch(() => undefined);
    const { table, pieces } = await writing;
    const stored = inside.filter((part) => isCurrent(part, pieces));
    const read = parts.filter((part) => !stored.includes(part));
    const sources = [rowsSql(bounded(inner, span), read)];
    if (stored.length > 0)
      sources.push(
        pieceSql(
          table,
          stored.map(({ name }) => pieces.get(name)?.piece ?? 0),
        ),
      );
    yield* this.#source.database.stream(compilePlan(outer, duckdb, mergedSql(inner, sources)));
  }

  /** The plan's derived rows, with those of these parts when there is enough that is new. */
  async #deriveFrom(plan: DerivablePlan, inside: readonly StoredPart[]): Promise<Derived> {
    const meaning = meaningOf(plan);
    const derived = this.#derived.get(meaning) ?? (await this.#open(plan, meaning));
    this.#derived.set(meaning, derived);
    const missing = inside.filter((part) => !isCurrent(part, derived.pieces));
    const events = missing.reduce((sum, part) => sum + part.events, 0);
    const { events: many, parts: manyParts, atOnce } = this.#limits;
    if (events >= many || missing.length >= manyParts) {
      let done = inside.length - missing.length;
      for (const some of batches(missing, atOnce)) {
        if (this.mayDerive?.(done, inside.length) === false) throw new HistoryPaused();
        await this.#derive(plan, derived, some);
        done += some.length;
      }
    }
    return derived;
  }

  async #open(plan: DerivablePlan, meaning: string): Promise<Derived> {
    const { database } = this.#source;
    const parts = new Map(this.#source.parts().map((part) => [part.name, part]));
    return inTransaction(database, async () => {
      const table = await planTable(database, meaning, pieceRowsSql(plan, []));
      const all = await readPieces(database, table);
      const pieces = new Map(all.map((each) => [each.part, each]));
      const stale = all.filter((each) => parts.get(each.part)?.superseded !== each.superseded);
      await deletePieces(database, table, stale);
      for (const { part } of stale) pieces.delete(part);
      return { table, pieces, next: Math.max(0, ...all.map(({ piece }) => piece)) + 1 };
    });
  }

  async #derive(plan: DerivablePlan, derived: Derived, parts: readonly StoredPart[]): Promise<void> {
    const { database } = this.#source;
    const added: Piece[] = parts.map((part) => ({ piece: derived.next++, part }));
    const now = new Map(this.#source.parts().map((part) => [part.name, part.superseded]));
    // Parts that were merged since, or have lost rows.
    const stale = [...derived.pieces.values()].filter(({ part, superseded }) => now.get(part) !== superseded);
    await inTransaction(database, async () => {
      await deletePieces(database, derived.table, stale);
      await insertPieces(database, derived.table, added, pieceRowsSql(plan, added));
    });
    for (const { part } of stale) derived.pieces.delete(part);
    for (const { piece, part } of added) {
      derived.pieces.set(part.name, { piece, part: part.name, superseded: part.superseded });
    }
  }
}

/** Whether the rows of the part are in the table, as they are now. */
function isCurrent({ name, superseded }: StoredPart, pieces: ReadonlyMap<string, StoredPiece>): boolean {
  return pieces.get(name)?.superseded === superseded;
}

function meaningOf(plan: DerivablePlan): string {
  const hash = createHash("sha256");
  for (const text of [MEANING, ...DUCKDB_MACROS, textOfPlan(plan)]) hash.update(`${text}\0`);
  return hash.digest("hex");
}

function liesIn(part: StoredPart, { from, to }: Span): boolean {
  return (from === null || part.first >= from) && (to === null || part.last < to);
}

/** The plan over the events of a span only. */
function bounded(plan: DerivablePlan, { from, to }: Span): DerivablePlan {
  const within = (input: Plan): Plan => {
    if (input.kind === "select") return { ...input, input: { kind: "between", input: input.input, from, to } };
    return input.kind === "explode" ? { ...input, input: within(input.input) } : input;
  };
  return { ...plan, input: within(plan.input) };
}

function batches(parts: readonly StoredPart[], atOnce: number): readonly (readonly StoredPart[])[] {
  const all: StoredPart[][] = [];
  let events = atOnce;
  for (const part of parts) {
    if (events + part.events > atOnce) all.push([]);
    events = all.at(-1)?.length === 0 ? part.events : events + part.events;
    all.at(-1)?.push(part);
  }
  return all;
}

import { mkdir } from "node:fs/promises";
import type { Database } from "../driver/duckdb.ts";
import type { Plan, Row, RunPlan } from "../ir/plan.ts";
import { duckdb } from "../sql/dialect/duckdb.ts";
import { compilePlan } from "../sql/plan.ts";
import type { CurrentParts } from "./current-parts.ts";
import type { Enrichments } from "./enrichments.ts";
import { eventsOf } from "./events-view.ts";
import type { EventSpan } from "./judged.ts";
import { pickEvents } from "./pick-events.ts";
import { overlaps, spanOf } from "./plan-span.ts";
import type { StoredPart } from "./stored-part.ts";

/** What events are read of. */
export interface EventSource {
  readonly database: Database;
  readonly current: CurrentParts;
  readonly enrichments: Enrichments;
  /** Folder for picked events; made when needed. */
  readonly spill: string;
}

/** Runs plans over the events of parts. */
export class EventReader {
  readonly #source: EventSource;
  #picked = 0;

  constructor(source: EventSource) {
    this.#source = source;
  }

  /** Over the events of the parts that are there when a plan begins to run. */
  over(parts: () => readonly StoredPart[]): RunPlan {
    return (plan) => this.#read(plan, parts);
  }

  /** See `Lake.pick`. */
  async pick(ids: readonly string[], within: EventSpan): Promise<RunPlan> {
    const { database, current, enrichments, spill } = this.#source;
    await mkdir(spill, { recursive: true });
    const parts = current.shown.filter((part) => overlaps(part, { from: within.first, to: within.last + 1 }));
    const prefix = `picked-${this.#picked++}`;
    const picked = await pickEvents(database, { ids, parts, folder: spill, prefix });
    return (plan) => database.stream(compilePlan(plan, duckdb, eventsOf(picked, enrichments.made)));
  }

  /** Reads the parts only that may hold what the plan looks at; they stay until it is done. */
  async *#read(plan: Plan, among: () => readonly StoredPart[]): AsyncGenerator<Row> {
    const { database, current, enrichments } = this.#source;
    const span = spanOf(plan);
    const parts = among().filter((part) => overlaps(part, span));
    const sql = compilePlan(plan, duckdb, eventsOf(parts, enrichments.made));
    yield* current.readers.hold(
      parts.map(({ path }) => path),
      () => database.stream(sql),
    );
  }
}

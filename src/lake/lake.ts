import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Database, openDatabase } from "../driver/duckdb.ts";
import type { RunPlan } from "../ir/plan.ts";
import { duckdb } from "../sql/dialect/duckdb.ts";
import { compilePlan } from "../sql/plan.ts";
import { quoteText } from "../sql/quote.ts";
import { EVENTS_RELATION, enrichTable, eventsView, type Part } from "./events-view.ts";
import { flushStaged } from "./flush.ts";
import { CREATE_STATE, stageLines } from "./stage.ts";

export interface LakeOptions {
  /** Holds the parts and the state file; made when missing. */
  readonly directory: string;
  readonly memoryLimit: string;
  readonly threads: number;
}

export interface LakeStats {
  readonly events: number;
  /** Records that repeat an event already stored. */
  readonly duplicates: number;
  /** Epoch ms. */
  readonly first: number | null;
  readonly last: number | null;
}

/** Where events live: Parquet parts by day, and a state file that lists them. */
export interface Lake {
  /** Adds lines as ingest writes them. Copies of an event are counted, whatever batch they come in. */
  append(ndjson: Uint8Array): Promise<void>;
  /** Spent so far in `append` and `seal`: on reading lines into typed columns, and on writing parts. */
  readonly seconds: { readonly parse: number; readonly store: number };
  /** Writes what is still staged; call before reading. */
  seal(): Promise<LakeStats>;
  /** Distinct values of a column that enrichments look up. */
  distinct(column: "source_ip" | "user_agent"): Promise<readonly string[]>;
  /** Makes `source_info` or `agent_info` of the events that have these keys. */
  enrich(column: "source_ip" | "user_agent", infos: ReadonlyMap<string, object>): Promise<void>;
  readonly rows: RunPlan;
  close(): Promise<void>;
}

/** Rows that are staged before parts are written: bounds memory and the number of parts. */
const FLUSH_ROWS = 125_000;

export async function openLake(options: LakeOptions): Promise<Lake> {
  await mkdir(options.directory, { recursive: true });
  const database = await openDatabase({
    path: join(options.directory, "state.duckdb"),
    temporaryDirectory: join(options.directory, "spill"),
    memoryLimit: options.memoryLimit,
    threads: options.threads,
  });
  for (const statement of CREATE_STATE) await database.run(statement);
  return new ParquetLake(database, options.directory);
}

class ParquetLake implements Lake {
  readonly #database: Database;
  readonly #directory: string;
  readonly #enriched = new Set<string>();
  #staged = 0;
  #lines = 0;
  readonly seconds = { parse: 0, store: 0 };

  constructor(database: Database, directory: string) {
    this.#database = database;
    this.#directory = directory;
  }

  async append(ndjson: Uint8Array): Promise<void> {
    await this.#timed("parse", () => this.#stage(ndjson));
    if (this.#staged >= FLUSH_ROWS) await this.#flush();
  }

  async #timed(part: "parse" | "store", work: () => Promise<void>): Promise<void> {
    const start = performance.now();
    await work();
    this.seconds[part] += (performance.now() - start) / 1000;
  }

  async #stage(ndjson: Uint8Array): Promise<void> {
    const file = join(this.#directory, `batch-${this.#lines++}.ndjson`);
    await writeFile(file, ndjson);
    try {
      this.#staged += await stageLines(this.#database, file, longestLine(ndjson));
    } finally {
      await rm(file, { force: true });
    }
  }

  async #flush(): Promise<void> {
    if (this.#staged === 0) return;
    await this.#timed("store", () => flushStaged(this.#database, this.#directory));
    this.#staged = 0;
  }

  async seal(): Promise<LakeStats> {
    await this.#flush();
    await this.#makeView();
    const [row] = await this.#database.all(
      "SELECT count(*) AS events, coalesce(sum(copies), 0)::BIGINT - count(*) AS duplicates FROM event_keys",
    );
    const [span] = await this.#database.all(
      "SELECT epoch_ms(min(first)) AS first, epoch_ms(max(last)) AS last FROM parts",
    );
    return {
      events: Number(row?.["events"] ?? 0),
      duplicates: Number(row?.["duplicates"] ?? 0),
      first: toNumber(span?.["first"]),
      last: toNumber(span?.["last"]),
    };
  }

  async #makeView(): Promise<void> {
    const rows = await this.#database.all("SELECT path FROM parts ORDER BY path");
    const parts: Part[] = rows.map((row) => ({ path: String(row["path"]) }));
    const [lost] = await this.#database.all("SELECT count(*) AS n FROM superseded");
    await this.#database.run(eventsView(parts, Number(lost?.["n"] ?? 0) > 0, this.#enriched));
  }

  async distinct(column: "source_ip" | "user_agent"): Promise<readonly string[]> {
    const rows = await this.#database.all(
      `SELECT DISTINCT ${column} AS value FROM ${EVENTS_RELATION} WHERE ${column} IS NOT NULL ORDER BY value`,
    );
    return rows.map((row) => String(row["value"]));
  }

  async enrich(column: "source_ip" | "user_agent", infos: ReadonlyMap<string, object>): Promise<void> {
    const file = join(this.#directory, `enrich-${column}.ndjson`);
    const lines = [...infos].map(([key, info]) => JSON.stringify({ key, info }));
    await writeFile(file, `${lines.join("\n")}\n`);
    await this.#database.run(enrichTable(column, quoteText(file), lines.length === 0));
    await rm(file, { force: true });
    this.#enriched.add(column);
    await this.#makeView();
  }

  rows: RunPlan = (plan) => this.#database.stream(compilePlan(plan, duckdb, EVENTS_RELATION));

  async close(): Promise<void> {
    this.#database.close();
  }
}

function longestLine(ndjson: Uint8Array): number {
  let longest = 0;
  for (let start = 0; start < ndjson.length; ) {
    const end = ndjson.indexOf(0x0a, start);
    const next = end === -1 ? ndjson.length : end + 1;
    longest = Math.max(longest, next - start);
    start = next;
  }
  return longest;
}

function toNumber(cell: unknown): number | null {
  return typeof cell === "number" ? cell : null;
}

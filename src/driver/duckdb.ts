import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Cell, Row } from "../ir/plan.ts";
import { DUCKDB_MACROS } from "../sql/dialect/duckdb-macros.ts";
import { quoteText } from "../sql/quote.ts";
import { toCell } from "./cell.ts";
import { duckdb } from "./duckdb-api.ts";
import { registerTextFunctions } from "./text-functions.ts";

export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  /** Where DuckDB spills what does not fit. */
  readonly temporaryDirectory: string;
  /** As DuckDB writes sizes, e.g. `2GB`. */
  readonly memoryLimit: string;
  readonly threads: number;
}

/** A DuckDB database. Statements are built by `sql/` and `lake/` only. */
export interface Database {
  /** Runs a statement and drops its result. */
  run(sql: string): Promise<void>;
  /** All rows at once, for small results. */
  all(sql: string): Promise<readonly Row[]>;
  /** Rows as they come, on a connection of their own. */
  stream(sql: string): AsyncIterable<Row>;
  close(): void;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const instance = await duckdb.DuckDBInstance.create(options.path, {
    memory_limit: options.memoryLimit,
    threads: String(options.threads),
    temp_directory: options.temporaryDirectory,
    preserve_insertion_order: "false",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await connect(instance);
  registerTextFunctions(connection);
  for (const macro of DUCKDB_MACROS) await connection.run(macro);
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    all: async (sql) => {
      const reader = await connection.runAndReadAll(sql);
      return rowsOf(reader.columnNames(), reader.getRows());
    },
    stream: (sql) => stream(instance, sql),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = ${quoteText("UTC")}`);
  return connection;
}

async function* stream(instance: DuckDBInstance, sql: string): AsyncGenerator<Row> {
  const connection = await connect(instance);
  try {
    const result = await connection.stream(sql);
    const names = result.columnNames();
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      yield* rowsOf(names, chunk.getRows());
    }
  } finally {
    connection.closeSync();
  }
}

function rowsOf(names: readonly string[], rows: readonly (readonly unknown[])[]): Row[] {
  return rows.map((row) => {
    const out: Record<string, Cell> = {};
    for (const [i, name] of names.entries()) out[name] = toCell(row[i]);
    return out;
  });
}

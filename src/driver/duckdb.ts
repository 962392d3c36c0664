import { resolve } from "node:path";
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";
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

/** What may stand for a `?` of a statement. */
export type Parameter = string | number | boolean | null;

/** A connection: its transactions are its own. */
export interface Session {
  /** Runs a statement and drops its result. */
  run(sql: string, parameters?: readonly Parameter[]): Promise<void>;
  /** All rows at once, for small results. */
  all(sql: string, parameters?: readonly Parameter[]): Promise<readonly Row[]>;
}

/** A DuckDB database. */
export interface Database extends Session {
  /** Runs `work` on a connection of its own. */
  connected<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Rows as they come, on a connection of their own. */
  stream(sql: string): AsyncIterable<Row>;
  /**
   * From now on no statement, whatever it says, reads or writes a file outside of these directories, uses the network,
   * loads an extension or changes a setting other than the number of threads. That cannot be taken back.
   */
  confine(directories: readonly string[]): Promise<void>;
  close(): void;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const instance = await duckdb.DuckDBInstance.create(options.path, {
    memory_limit: options.memoryLimit,
    threads: String(options.threads),
    temp_directory: options.temporaryDirectory,
    preserve_insertion_order: "false",
    // The system caches files already; what the database holds of them would grow up to its limit.
    enable_external_file_cache: "false",
    // Memory that is not used any more goes back to the system.
    allocator_background_threads: "true",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  // Of all connections: a confined database lets none of them change it.
  await connection.run(`SET GLOBAL TimeZone = ${quoteText("UTC")}`);
  registerTextFunctions(connection);
  for (const macro of DUCKDB_MACROS) await connection.run(macro);
  return {
    ...sessionOf(connection),
    connected: async (work) => {
      const own = await instance.connect();
      try {
        return await work(sessionOf(own));
      } finally {
        own.closeSync();
      }
    },
    stream: (sql) => stream(instance, sql),
    confine: async (directories) => {
      for (const statement of confinement(directories)) await connection.run(statement);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function sessionOf(connection: DuckDBConnection): Session {
  return {
    run: async (sql, parameters) => {
      await connection.run(sql, bound(parameters));
    },
    all: async (sql, parameters) => {
      const reader = await connection.runAndReadAll(sql, bound(parameters));
      return rowsOf(reader.columnNames(), reader.getRows());
    },
  };
}

/** Whole numbers as BIGINT: the package would take those beyond 32 bits for DOUBLE. */
function bound(parameters: readonly Parameter[] | undefined): DuckDBValue[] | undefined {
  return parameters?.map((each) => (Number.isInteger(each) ? BigInt(each as number) : each));
}

/** Without external access the lists cannot be changed any more; the lock is for what writes files by a setting. */
function confinement(directories: readonly string[]): readonly string[] {
  const allowed = directories.map((each) => quoteText(resolve(each))).join(", ");
  return [
    `SET allowed_directories = [${allowed}]`,
    "SET allowed_configs = ['threads']",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
  ];
}

async function* stream(instance: DuckDBInstance, sql: string): AsyncGenerator<Row> {
  const connection = await instance.connect();
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

import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Column } from "../../src/parquet/column.ts";
import { ParquetWriter } from "../../src/parquet/parquet-writer.ts";

let files = 0;

/** Writes row groups and gives DuckDB's view of them, a list of rows. `fill` is called for each group and says how many rows it made. */
export async function writeAndRead(
  columns: readonly Column[],
  groups: readonly (() => number)[],
): Promise<readonly (readonly unknown[])[]> {
  const path = join(tmpdir(), `trailhound-parquet-${process.pid}-${files++}.parquet`);
  try {
    const writer = new ParquetWriter(path, columns);
    for (const fill of groups) writer.writeGroup(fill());
    writer.finish();
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run("SET TimeZone = 'UTC'");
    const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${path}')`);
    return reader.getRowsJson();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A text as the columns take it. */
export function bytes(text: string): [Buffer, number, number] {
  const buffer = Buffer.from(`<${text}>`);
  return [buffer, 1, buffer.length - 1];
}

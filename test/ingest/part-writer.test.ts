import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { newFileReader, newReaderTools } from "../../src/ingest/file-reader.ts";
import { PartWriter } from "../../src/ingest/part-writer.ts";
import { limitsOf, newInputSeconds } from "../../src/ingest/read-options.ts";
import { event, temporaryFolder } from "./read-all.ts";

test("row groups end by the bytes that they hold, so that a few large records do not pile up in memory", async () => {
  const seconds = newInputSeconds();
  const writer = new PartWriter(temporaryFolder(), "large", seconds);
  const reader = newFileReader(newReaderTools(writer, limitsOf({}), seconds));
  for (let n = 0; n < 24; n++) {
    const text = String.fromCharCode(97 + n).repeat(8_000_000);
    reader.push(Buffer.from(`${JSON.stringify(event(n, { requestParameters: { text } }))}\n`));
  }
  reader.finish();
  const [part, ...others] = writer.finish();
  expect([part?.events, others]).toEqual([24, []]);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const read = await connection.runAndReadAll(
    `SELECT row_group_num_rows FROM parquet_metadata('${part?.path}') WHERE column_id = 0 ORDER BY row_group_id`,
  );
  expect(read.getRows().map(([rows]) => Number(rows))).toEqual([7, 7, 7, 3]);
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { event, readContent, temporaryFolder } from "./read-all.ts";

test("DuckDB's own JSON reader takes every line, hostile ones included", async () => {
  const hostile = [
    JSON.stringify(event(0, { userAgent: "\u0000 \u001f \u2028 \u{10ffff}", addendum: { "": "" } })),
    String.raw`{"eventTime":"2026-01-02T03:04:05Z","eventName":"x","eventID":"\ud800 \udfff","requestParameters":{"\udc00":1e999,"b":-0,"c":12345678901234567890123,"d":1E-400}}`,
    `{"eventTime":"2026-01-02T03:04:05Z","eventName":"x","a":${"[".repeat(99)}${"]".repeat(99)}}`,
    '{"eventTime":"2026-01-02T03:04:05Z",\n"eventName"\r\n:"x","eventName":"last","x":1,"x":2,"__proto__":{"a":1}}',
  ];
  const { lines } = await readContent(hostile.join("\n"));
  const path = join(temporaryFolder(), "lines.ndjson");
  writeFileSync(path, `${lines.join("\n")}\n`);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const reader = await connection.runAndReadAll(
    `SELECT "eventName", json_extract_string("requestParameters", '$.c') AS c, json_valid("_rest") AS rest
     FROM read_json($path, format = 'newline_delimited', columns = {"eventName": 'VARCHAR', "requestParameters": 'JSON', "_rest": 'JSON'})`,
    { path },
  );
  expect(reader.getRowObjects()).toEqual([
    { eventName: "GetParameter", c: null, rest: true },
    { eventName: "x", c: "12345678901234567890123", rest: null },
    { eventName: "x", c: null, rest: true },
    { eventName: "last", c: null, rest: true },
  ]);
});

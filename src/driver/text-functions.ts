import type { DuckDBConnection } from "@duckdb/node-api";
import { javaText } from "../catalog/java-text.ts";
import { ipKey } from "../util/ip.ts";
import { duckdb } from "./duckdb-api.ts";

/** The functions from text to text that SQL cannot express well. They run on Node's thread, a chunk of rows at a time. */
export function registerTextFunctions(connection: DuckDBConnection): void {
  register(connection, "java_text", (json) => javaText(json) || null);
  register(connection, "ip_key", (text) => ipKey(text) ?? null);
}

function register(connection: DuckDBConnection, name: string, change: (text: string) => string | null): void {
  const fn = duckdb.DuckDBScalarFunction.create({
    name,
    returnType: duckdb.VARCHAR,
    parameterTypes: [duckdb.VARCHAR],
    mainFunction: (_info, input, output) => {
      for (const [row, text] of input.getColumnValues(0).entries()) {
        output.setItem(row, typeof text === "string" ? change(text) : null);
      }
      output.flush();
    },
  });
  connection.registerScalarFunction(fn);
}

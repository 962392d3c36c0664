import { type DuckDBConnection, DuckDBScalarFunction, type DuckDBVector, VARCHAR } from "@duckdb/node-api";
import { javaText } from "../catalog/java-text.ts";

/** `java_text(json)`: a JSON column as Java's `Map.toString()` prints it. */
export async function registerJavaText(connection: DuckDBConnection): Promise<void> {
  const fn = DuckDBScalarFunction.create({
    name: "java_text",
    returnType: VARCHAR,
    parameterTypes: [VARCHAR],
    mainFunction: (_info, input, output) => {
      const texts = input.getColumnValues(0);
      texts.forEach((text, row) => {
        setText(output, row, text === null ? null : javaText(String(text)));
      });
      output.flush();
    },
  });
  connection.registerScalarFunction(fn);
}

function setText(output: DuckDBVector, row: number, text: string | null): void {
  output.setItem(row, text as never);
}

import type { Cell } from "../ir/plan.ts";
import { duckdb } from "./duckdb-api.ts";

const { DuckDBListValue, DuckDBTimestampValue } = duckdb;

/** DuckDB's values as plain ones: BIGINT as number, lists of text as arrays, TIMESTAMP as epoch ms. */
export function toCell(value: unknown): Cell {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return Number(value);
    case "object":
      if (value === null) return null;
      if (value instanceof DuckDBListValue) return value.items.map((item) => String(item));
      if (value instanceof DuckDBTimestampValue) return Number(value.micros / 1000n);
      break;
    default:
  }
  throw new Error(`bug: no cell for a ${typeof value} from DuckDB`);
}

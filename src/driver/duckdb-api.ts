import { createRequire } from "node:module";

/** The package is CommonJS in a hundred files: `import` would first scan each of them for its exports, which costs as much as loading them. */
export const duckdb = createRequire(import.meta.url)("@duckdb/node-api") as typeof import("@duckdb/node-api");

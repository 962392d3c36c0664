import { describe, expect, test } from "vitest";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import { rawPart } from "./rows.ts";
import { withFolder } from "./temporary-lake.ts";

const SERVE_TABLES = [
  "alert_aliases",
  "alerts",
  "audit",
  "batches",
  "comments",
  "live_rules",
  "objects",
  "outbox",
  "suppressions",
  "threads",
  "watermarks",
];

async function withKept<T>(directory: string, use: (lake: Lake) => Promise<T>, readOnly = false): Promise<T> {
  const lake = await openLake({ directory, memoryLimit: "512MB", threads: 1, kind: "kept", readOnly });
  try {
    return await use(lake);
  } finally {
    await lake.close();
  }
}

/** A state as version 1 had it: without the tables of `serve`. */
async function ageToVersion1(lake: Lake): Promise<void> {
  for (const table of SERVE_TABLES) await lake.database.run(`DROP TABLE state.${table}`);
  await lake.database.run("UPDATE state.meta SET version = 1");
}

async function facts(lake: Lake) {
  const [meta] = await lake.database.all("SELECT version FROM state.meta");
  const tables = await lake.database.all(
    "SELECT table_name FROM duckdb_tables() WHERE database_name = 'state' ORDER BY table_name",
  );
  return {
    version: meta?.["version"],
    tables: tables.map((row) => String(row["table_name"])),
    events: lake.stats.events,
  };
}

const EVENT = { event_time: Date.UTC(2026, 4, 1), event_id: "a", account: "1", event_name: "One" };

describe("a state of version 1", () => {
  test("becomes one of version 2 when it is opened for writing, with everything that was in it", async () => {
    await withFolder(async (directory) => {
      await withKept(directory, async (lake) => {
        await lake.commit([await rawPart(lake, [EVENT])]);
        await ageToVersion1(lake);
      });
      const now = await withKept(directory, facts);
      expect(now.version).toBe(2);
      expect(now.tables).toEqual(expect.arrayContaining(SERVE_TABLES));
      expect(now.events).toBe(1);
      expect(await withKept(directory, facts)).toEqual(now);
    });
  });

  test("can be read as it is, and stays as it is", async () => {
    await withFolder(async (directory) => {
      await withKept(directory, ageToVersion1);
      expect(await withKept(directory, facts, true)).toMatchObject({ version: 1 });
      const { tables } = await withKept(directory, facts, true);
      expect(tables).not.toContain("alerts");
    });
  });

  test("stays whole when the migration cannot be done", async () => {
    await withFolder(async (directory) => {
      await withKept(directory, async (lake) => {
        await ageToVersion1(lake);
        // In the way of the last table that is made.
        await lake.database.run("CREATE TABLE state.outbox (mine VARCHAR)");
      });
      await expect(withKept(directory, facts)).rejects.toThrow("outbox");
      const left = await withKept(directory, facts, true);
      expect(left.version).toBe(1);
      expect(left.tables).not.toContain("alerts");
    });
  });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Lake, openLake, openSnapshot } from "../../src/lake/lake.ts";
import { read } from "../cli/records.ts";
import { fill, withFolder } from "./temporary-lake.ts";

const OPTIONS = { memoryLimit: "500MB", threads: 1 };

/** Runs `use` on a lake in a folder of a folder, with files beside it. */
function withNeighbours(kind: "kept" | "temporary", use: (lake: Lake, folder: string) => Promise<void>) {
  return withFolder(async (folder) => {
    mkdirSync(join(folder, "data-too"));
    writeFileSync(join(folder, "secret.csv"), "word\nswordfish\n");
    writeFileSync(join(folder, "data-too", "secret.csv"), "word\nswordfish\n");
    const lake = await openLake({ ...OPTIONS, directory: join(folder, "data"), kind });
    try {
      await use(lake, folder);
    } finally {
      await lake.close();
    }
  });
}

/** What SQL can do to the machine, with files in `folder` and in the lake's own `folder/data`. */
const outside = (folder: string): readonly string[] => [
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM read_text('/etc/passwd')",
  "SELECT * FROM read_blob('/proc/self/environ')",
  `SELECT * FROM '${folder}/secret.csv'`,
  "SELECT * FROM glob('/etc/*')",
  `SELECT * FROM read_csv('${folder}/secret.csv')`,
  `SELECT * FROM read_csv('${folder}/data/../secret.csv')`,
  `SELECT * FROM read_csv('${folder}/data-too/secret.csv')`,
  `SELECT * FROM read_csv('${folder}/*/secret.csv')`,
  "SELECT * FROM read_csv('https://127.0.0.1:9/x.csv')",
  `COPY (SELECT 1) TO '${folder}/out.csv'`,
  `COPY state.alerts TO '${folder}/out.parquet'`,
  `EXPORT DATABASE '${folder}/out'`,
  `ATTACH '${folder}/out.duckdb' AS other`,
  `ATTACH '${folder}/data/../out.duckdb' AS other`,
  "INSTALL httpfs",
  "LOAD httpfs",
  `LOAD '${folder}/data/x.duckdb_extension'`,
  "CREATE SECRET s (TYPE S3)",
];

const SETTINGS = [
  "SET enable_external_access = true",
  "SET lock_configuration = false",
  "RESET lock_configuration",
  "SET allowed_directories = ['/']",
  "SET allowed_paths = ['/etc/passwd']",
  "SET allowed_configs = ['home_directory']",
  "SET temp_directory = '/tmp'",
  "SET log_query_path = '/tmp/queries.log'",
  "SET memory_limit = '100GB'",
  "SET TimeZone = 'Asia/Tokyo'",
  "PRAGMA profiling_output = '/tmp/profile.json'",
  "SET extension_directory = '/tmp'",
];

describe.each(["kept", "temporary"] as const)("the database of a %s lake", (kind) => {
  test("reaches no file outside of its folder, no network and no extension, whatever the SQL is", () =>
    withNeighbours(kind, async ({ database }, folder) => {
      for (const sql of [...outside(folder), ...SETTINGS]) {
        await expect(database.run(sql), sql).rejects.toThrow(
          /Permission Error|configuration has been locked|Table with name .* does not exist|Secret provider/,
        );
        await expect(
          database.connected((session) => session.all(sql)),
          sql,
        ).rejects.toThrow();
      }
      expect(existsSync(join(folder, "out.csv")) || existsSync(join(folder, "out.duckdb"))).toBe(false);
      expect(readFileSync(join(folder, "secret.csv"), "utf8")).toContain("swordfish");
    }));

  test("does all its own work", () =>
    withNeighbours(kind, async (lake) => {
      await fill(lake, [read("a", 0)], [read("b", 86_400_000), read("a", 0)]);
      await lake.enrich("source_ip", new Map([["203.0.113.7", { geo: { country_iso_code: "NL" } }]]));
      if (kind === "kept") await lake.compact();
      expect(lake.stats).toMatchObject({ events: 2, duplicates: 1 });
      const zone = await lake.database.connected((session) =>
        session.all("SELECT current_setting('TimeZone') AS zone"),
      );
      expect(zone).toEqual([{ zone: "UTC" }]);
    }));
});

test("a lake that is only read can spill outside of its folder, and reaches nothing else there", () =>
  withFolder(async (folder) => {
    const directory = join(folder, "data");
    const lake = await openLake({ ...OPTIONS, directory, kind: "kept" });
    await fill(lake, [read("a", 0)]);
    await lake.close();
    writeFileSync(join(folder, "secret.csv"), "word\nswordfish\n");
    const names = readdirSync(directory).sort();
    const reader = await openLake({ ...OPTIONS, directory, kind: "kept", readOnly: true });
    try {
      await reader.enrich("source_ip", new Map([["203.0.113.7", { geo: { country_iso_code: "NL" } }]]));
      const [spill] = await reader.database.all("SELECT current_setting('temp_directory') AS folder");
      expect(statSync(String(spill?.["folder"])).mode & 0o777).toBe(0o700);
      for (const sql of [`SELECT * FROM read_csv('${folder}/secret.csv')`, `SELECT * FROM glob('${tmpdir()}/*')`])
        await expect(reader.database.run(sql), sql).rejects.toThrow("Permission Error");
      await expect(reader.database.run("UPDATE state.meta SET version = 9")).rejects.toThrow("read-only");
      expect(readdirSync(directory).sort()).toEqual(names);
    } finally {
      await reader.close();
    }
  }));

test("a snapshot of a lake is confined as well", () =>
  withNeighbours("kept", async (lake, folder) => {
    await fill(lake, [read("a", 0)]);
    const copy = await openSnapshot(await lake.snapshot(), { ...OPTIONS, directory: join(folder, "data") });
    try {
      expect(copy.stats.events).toBe(1);
      await expect(copy.database.all("SELECT * FROM read_csv('/etc/passwd')")).rejects.toThrow("Permission Error");
    } finally {
      await copy.close();
    }
  }));

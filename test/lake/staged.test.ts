import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Lake, openLake, type Staged } from "../../src/lake/lake.ts";
import { BEFORE, eventOn } from "./deliveries.ts";
import { rawPart, rowsOf, shown } from "./rows.ts";
import { withFolder } from "./temporary-lake.ts";

/** New events of a known and of a new day, a copy, and bodies that contradict a stored one: some beat it. */
const DELIVERY = [
  eventOn(1, "d", "One"),
  eventOn(3, "e", "One"),
  eventOn(0, "a", "One"),
  ...["Two", "Six", "Ten", "Red"].map((name) => eventOn(2, "b", name)),
];

/** All that the state holds, all that this process and others see, and the files that are there. */
async function everything(lake: Lake, directory: string): Promise<object> {
  const tables = ["parts", "superseded", "event_keys", "commits", "objects", "batches"];
  const kept: unknown[] = [];
  for (const table of tables) kept.push(await lake.database.all(`SELECT * FROM state.${table} ORDER BY ALL`));
  return {
    kept,
    files: readdirSync(directory, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".parquet"))
      .sort(),
    parts: lake.parts(),
    counted: lake.counted.parts,
    snapshot: await lake.snapshot(),
    stats: lake.stats,
    unjudged: await lake.unjudged(),
    rows: (await rowsOf(lake)).map(shown),
  };
}

/** As a batch of `serve` does: what it writes beside the parts, in their transaction. */
function ledger(lake: Lake): () => Promise<void> {
  return async () => {
    await lake.database.run("INSERT INTO state.objects (source, key, batch) VALUES ('s', 'k', 1)");
    await lake.database.run("INSERT INTO state.batches (batch, source, events) VALUES (1, 's', 2)");
  };
}

async function stage(lake: Lake): Promise<Staged> {
  return lake.stage([await rawPart(lake, DELIVERY)]);
}

/** Opens a lake that holds BEFORE. `use` may open it again: what a process after this one sees. */
async function withLake(
  use: (lake: Lake, directory: string, reopen: () => Promise<Lake>) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const directory = `${folder}/lake`;
    const open = () => openLake({ directory, memoryLimit: "512MB", threads: 1, kind: "kept" });
    let lake = await open();
    try {
      await lake.commit([await rawPart(lake, BEFORE)]);
      await use(lake, directory, async () => {
        await lake.close();
        lake = await open();
        return lake;
      });
    } finally {
      await lake.close();
    }
  });
}

describe("a commit whose second half throws", () => {
  test("leaves nothing behind; after it was abandoned the same delivery is taken, as if nothing had been", async () => {
    let uninterrupted: object = {};
    await withLake(async (lake, directory) => {
      const staged = await stage(lake);
      expect(staged.replaces).toBe(true);
      expect(staged.brought).toMatchObject({ events: 2, duplicates: 5 });
      await staged.commit({ judged: true, also: ledger(lake) });
      uninterrupted = await everything(lake, directory);
    });
    await withLake(async (lake, directory) => {
      const before = await everything(lake, directory);
      const counted = lake.counted.parts;
      // As often as the database fails.
      for (let attempt = 1; attempt <= 2; attempt++) {
        const staged = await stage(lake);
        const failing = staged.commit({
          judged: true,
          also: async () => {
            await ledger(lake)();
            throw new Error("injected");
          },
        });
        await expect(failing).rejects.toThrow("injected");
        expect(lake.counted.parts).toEqual(counted);
        expect(await lake.database.all("SELECT * FROM state.objects")).toEqual([]);
        await staged.abandon();
        expect(await everything(lake, directory)).toEqual(before);
      }
      const committed = await (await stage(lake)).commit({ judged: true, also: ledger(lake) });
      expect(committed).toMatchObject({ events: 2, duplicates: 5, stats: { events: 5, duplicates: 5 } });
      expect(withoutFolder(await everything(lake, directory))).toEqual(withoutFolder(uninterrupted));
    });
  });

  test("lets others write to the state before it is abandoned", async () => {
    await withLake(async (lake) => {
      const staged = await stage(lake);
      const failing = staged.commit({ judged: true, also: () => Promise.reject(new Error("injected")) });
      await expect(failing).rejects.toThrow("injected");
      await lake.writes.transaction((session) => session.run("INSERT INTO state.batches (batch) VALUES (7)"));
      await staged.abandon();
      await staged.abandon();
      expect(await lake.database.all("SELECT batch FROM state.batches")).toEqual([{ batch: 7 }]);
    });
  });
});

test("an abandoned delivery hides no row of a part that others have beaten rows of", async () => {
  await withLake(async (lake, directory) => {
    await (await stage(lake)).commit({ judged: true });
    expect(lake.parts().map(({ superseded }) => superseded)).toContain(1);
    const before = await everything(lake, directory);
    const bodies = ["Two", "Six", "Ten", "Red"].map((name) => eventOn(2, "c", name));
    const staged = await lake.stage([await rawPart(lake, bodies)]);
    expect(staged.replaces).toBe(true);
    await staged.abandon();
    expect(await everything(lake, directory)).toEqual(before);
  });
});

test("a process that ends after it, without abandoning, leaves a lake that is what it was before", async () => {
  await withLake(async (lake, directory, reopen) => {
    const before = withoutFolder(await everything(lake, directory));
    const staged = await stage(lake);
    const failing = staged.commit({ judged: true, also: () => Promise.reject(new Error("injected")) });
    await expect(failing).rejects.toThrow("injected");
    expect(withoutFolder(await everything(await reopen(), directory))).toEqual(before);
  });
});

/** Paths are those of one run. */
function withoutFolder(all: object): unknown {
  return JSON.parse(JSON.stringify(all, (key, value: unknown) => (key === "path" ? undefined : value)));
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/ir/plan.ts";
import { type Lake, type LakeOptions, openLake } from "../../src/lake/lake.ts";
import { type EventRow, rawPart, rowsOf, shown } from "./rows.ts";
import { withFolder } from "./temporary-lake.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const HOUR = 3_600_000;

function events(count: number, from: number, label = "e"): EventRow[] {
  return Array.from({ length: count }, (_, i) => ({
    event_time: from + i * 1000,
    event_id: `${label}${String(i).padStart(5, "0")}`,
    account: "1",
    event_name: "GetParameter",
  }));
}

async function withKept<T>(
  directory: string,
  use: (lake: Lake) => Promise<T>,
  more: Partial<LakeOptions> = {},
): Promise<T> {
  const lake = await openLake({ directory, memoryLimit: "512MB", threads: 2, kind: "kept", ...more });
  try {
    return await use(lake);
  } finally {
    await lake.close();
  }
}

const open = (directory: string, more: Partial<LakeOptions> = {}): Promise<void> =>
  withKept(directory, async () => undefined, more);

describe("a kept lake", () => {
  test("holds one sorted part a day, and is the same after it was moved", async () => {
    await withFolder(async (folder) => {
      const rows = [...events(50, NOON), ...events(50, NOON + 24 * HOUR, "f")];
      const shuffled = [...rows].sort((a, b) => (a.event_id.slice(3) < b.event_id.slice(3) ? -1 : 1)).reverse();
      await withKept(join(folder, "one"), async (lake) => {
        await lake.commit([await rawPart(lake, shuffled.slice(0, 30)), await rawPart(lake, shuffled.slice(30))]);
        expect(lake.parts().map(({ name }) => name.replace(/[0-9a-f]{32}/, "HASH"))).toEqual([
          "events/day=2026-05-01/part-HASH.parquet",
          "events/day=2026-05-02/part-HASH.parquet",
        ]);
        for (const { name, events: count } of lake.parts()) {
          const path = join(folder, "one", name);
          const inFile = await lake.database.all(
            `SELECT event_id FROM read_parquet('${path}') ORDER BY file_row_number`,
          );
          const ids = inFile.map((row) => String(row["event_id"]));
          expect(ids).toHaveLength(count);
          expect(ids).toEqual([...ids].sort());
        }
      });
      renameSync(join(folder, "one"), join(folder, "it's [two]"));
      await withKept(join(folder, "it's [two]"), async (lake) => {
        expect((await rowsOf(lake)).map(shown)).toEqual(rows);
        expect(lake.stats).toEqual({ events: 100, duplicates: 0, first: NOON, last: NOON + 24 * HOUR + 49_000 });
      });
    });
  });

  test("names parts by their rows, however these came", async () => {
    const namesOf = (cut: number): Promise<readonly string[]> =>
      withFolder((directory) =>
        withKept(directory, async (lake) => {
          const rows = events(40, NOON);
          await lake.commit([await rawPart(lake, rows.slice(cut).reverse()), await rawPart(lake, rows.slice(0, cut))]);
          return lake.parts().map(({ name }) => name);
        }),
      );
    const names = await namesOf(7);
    expect(names).toHaveLength(1);
    expect(await namesOf(23)).toEqual(names);
  });

  test("counts the JSON of what it stores, none twice and none lost", async () => {
    await withFolder((directory) =>
      withKept(directory, async (lake) => {
        const rows = events(50_000, NOON);
        const part = await rawPart(lake, rows);
        await lake.commit([part]);
        const sum = (): number => lake.parts().reduce((total, { jsonBytes }) => total + jsonBytes, 0);
        expect(lake.parts().length).toBe(2);
        expect(sum()).toBe(part.jsonBytes);
        await lake.commit([{ ...(await rawPart(lake, rows.slice(0, 10))), jsonBytes: 1_000_000 }]);
        expect(sum()).toBe(part.jsonBytes);
      }),
    );
  });

  test("keeps events before 1970 and far from now", async () => {
    await withFolder((directory) =>
      withKept(directory, async (lake) => {
        const rows = [-1, -HOUR, -25 * HOUR - 1, Date.UTC(9999, 11, 31, 23)].map((event_time, i) => ({
          event_time,
          event_id: `e${i}`,
          account: null,
          event_name: "X",
        }));
        await lake.commit([await rawPart(lake, rows)]);
        expect((await rowsOf(lake)).map(shown)).toEqual(rows);
        expect(await lake.commit([await rawPart(lake, rows)])).toMatchObject({ events: 0, duplicates: 4 });
      }),
    );
  });

  test("reads only the parts that a plan's own bounds reach", async () => {
    await withFolder((directory) =>
      withKept(directory, async (lake) => {
        for (const day of [0, 1, 2])
          await lake.commit([await rawPart(lake, events(10, NOON + day * 24 * HOUR, `d${day}-`))]);
        const [first, second] = lake.parts();
        // Any other part would fail to open.
        for (const { name } of lake.parts()) if (name !== second?.name) truncateSync(join(directory, name), 0);
        const from = NOON + 24 * HOUR;
        const between: Plan = { kind: "between", input: { kind: "events" }, from, to: from + 5000 };
        expect(await rowsOf(lake, between)).toHaveLength(5);
        await expect(rowsOf(lake)).rejects.toThrow(String(first?.name).slice(-20));
      }),
    );
  });

  test("merges many small parts by itself, and a reader that began before notices nothing", async () => {
    await withFolder((directory) =>
      withKept(directory, async (lake) => {
        const rows = events(6000, NOON);
        await lake.commit([await rawPart(lake, rows.slice(0, 5000))]);
        const reader = lake.rows({ kind: "events" })[Symbol.asyncIterator]();
        const seen = [(await reader.next()).value];
        const old = lake.parts()[0]?.name ?? "";
        for (let i = 0; i < 15; i++) await lake.commit([await rawPart(lake, rows.slice(5000 + i * 10, 5010 + i * 10))]);
        expect(lake.parts().map(({ events: count }) => count)).toEqual([5150]);
        expect(readdirSync(join(directory, "events", "day=2026-05-01"))).toContain(old.split("/").at(-1));
        for (let next = await reader.next(); !next.done; next = await reader.next()) seen.push(next.value);
        expect(seen).toHaveLength(5000);
        expect(readdirSync(join(directory, "events", "day=2026-05-01"))).toHaveLength(1);
      }),
    );
  });
});

test("closing lets go of the state file, whatever readers were left in the middle", async () => {
  await withFolder(async (directory) => {
    for (const round of [1, 2, 3]) {
      await withKept(directory, async (lake) => {
        await lake.commit([await rawPart(lake, events(5000, NOON, `r${round}-`))]);
        for await (const row of lake.rows({ kind: "events" })) if (row["event_id"] !== "") break;
      });
      expect(readdirSync(directory).filter((name) => name.startsWith("state"))).toEqual(["state.duckdb"]);
    }
    await withKept(directory, async (lake) => expect(await rowsOf(lake)).toHaveLength(15_000), { readOnly: true });
  });
});

describe("a directory is refused", () => {
  test("that is not empty and no lake", async () => {
    await withFolder(async (directory) => {
      writeFileSync(join(directory, "mine.txt"), "x");
      await expect(open(directory)).rejects.toThrow("this is no lake, and not empty");
      expect(readdirSync(directory)).toEqual(["mine.txt"]);
    });
  });

  test("without a lake, for reading", async () => {
    await withFolder(async (directory) => {
      await expect(open(directory, { readOnly: true })).rejects.toThrow("there is no lake");
      await expect(open(join(directory, "none"), { readOnly: true })).rejects.toThrow("there is no lake");
      expect(readdirSync(directory)).toEqual([]);
    });
  });

  test("whose state is of a newer version, or is something else", async () => {
    await withFolder(async (directory) => {
      await withKept(directory, (lake) => lake.database.run("UPDATE state.meta SET version = 3"));
      await expect(open(directory)).rejects.toThrow("newer trailhound (lake version 3, this one knows 2)");
      await withFolder(async (other) => {
        writeFileSync(join(other, "state.duckdb"), "not a database");
        await expect(open(other)).rejects.toThrow("damaged or no state of a lake");
      });
    });
  });

  test("with a part that is missing or cut", async () => {
    await withFolder(async (directory) => {
      const name = await withKept(directory, async (lake) => {
        await lake.commit([await rawPart(lake, events(3, NOON))]);
        return lake.parts()[0]?.name ?? "";
      });
      truncateSync(join(directory, name), 100);
      await expect(open(directory)).rejects.toThrow(`${name} has 100 bytes instead of`);
      rmSync(join(directory, name));
      await expect(open(directory, { readOnly: true })).rejects.toThrow(`${name} is missing`);
    });
  });

  test("that this or another process has open", async () => {
    await withFolder(async (directory) => {
      mkdirSync(join(directory, "lake"));
      await withKept(join(directory, "lake"), async () => {
        await expect(open(join(directory, "lake", "."))).rejects.toThrow("open already, in this process");
      });
      const holder = spawn(process.execPath, [
        "--input-type=module",
        "-e",
        `const { openLake } = await import(${JSON.stringify(new URL("../../dist/lake/lake.js", import.meta.url).href)});
         await openLake({ directory: process.argv[1], memoryLimit: "512MB", threads: 1, kind: "kept" });
         console.log("open");
         setInterval(() => undefined, 1000);`,
        join(directory, "lake"),
      ]);
      try {
        await once(holder.stdout, "data");
        await expect(open(join(directory, "lake"))).rejects.toThrow(
          `another process has this lake open (process ${holder.pid})`,
        );
        await expect(open(join(directory, "lake"), { readOnly: true })).rejects.toThrow(`process ${holder.pid}`);
      } finally {
        holder.kill("SIGKILL");
        await once(holder, "close");
      }
      await open(join(directory, "lake"));
    });
  });
});

test("keys that another DuckDB made are made anew", async () => {
  await withFolder(async (directory) => {
    const rows = events(20, NOON);
    await withKept(directory, async (lake) => {
      await lake.commit([await rawPart(lake, rows)]);
      await lake.database.run("UPDATE state.meta SET key_probe = 1");
      await lake.database.run("UPDATE state.event_keys SET key = 5");
    });
    await withKept(directory, async (lake) => {
      expect(await lake.commit([await rawPart(lake, rows)])).toMatchObject({ events: 0, duplicates: 20 });
    });
  });
});

import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import type { RawPart } from "../../src/lake/part.ts";
import { BEFORE, eventOn } from "./deliveries.ts";
import { type EventRow, rawPart, rowsOf, shown } from "./rows.ts";
import { withFolder } from "./temporary-lake.ts";

const SCRIPT = fileURLToPath(new URL("killed.mjs", import.meta.url));

/** New events, a copy, and bodies that contradict stored ones: some win. */
const DELIVERY = [
  eventOn(1, "d", "One"),
  eventOn(0, "a", "One"),
  ...["Two", "Six", "Ten"].map((name) => eventOn(2, "b", name)),
];

async function withKept<T>(directory: string, use: (lake: Lake) => Promise<T>): Promise<T> {
  const lake = await openLake({ directory, memoryLimit: "512MB", threads: 1, kind: "kept" });
  try {
    return await use(lake);
  } finally {
    await lake.close();
  }
}

/** A lake that holds BEFORE, and DELIVERY as raw parts outside of it. */
async function prepare(folder: string): Promise<{ readonly directory: string; readonly parts: readonly RawPart[] }> {
  const directory = join(folder, "lake");
  const parts = await withKept(directory, async (lake) => {
    await lake.commit([await rawPart(lake, BEFORE)]);
    const part = await rawPart(lake, DELIVERY);
    const path = join(folder, basename(part.path));
    copyFileSync(part.path, path);
    return [{ ...part, path }];
  });
  return { directory, parts };
}

function endAt(step: string, action: string, directory: string, parts: readonly RawPart[]): void {
  const { signal, stderr } = spawnSync(process.execPath, [SCRIPT, JSON.stringify({ directory, step, action, parts })], {
    encoding: "utf8",
  });
  expect(signal, stderr).toBe("SIGKILL");
}

async function commitAgain(lake: Lake, parts: readonly RawPart[]): Promise<void> {
  const incoming = parts.map((part) => ({ ...part, path: join(lake.incoming, basename(part.path)) }));
  for (const [i, part] of parts.entries()) copyFileSync(part.path, incoming[i]?.path ?? "");
  await lake.commit(incoming);
}

interface Content {
  readonly events: readonly EventRow[];
  readonly files: readonly string[];
}

async function contentOf(directory: string, lake: Lake): Promise<Content> {
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".parquet"),
  );
  expect(files.sort()).toEqual(
    lake
      .parts()
      .map(({ name }) => name)
      .sort(),
  );
  return { events: (await rowsOf(lake)).map(shown), files };
}

/** What an uninterrupted process leaves. */
async function expected(): Promise<{ readonly before: Content; readonly after: Content }> {
  return withFolder(async (folder) => {
    const { directory, parts } = await prepare(folder);
    return withKept(directory, async (lake) => {
      const before = await contentOf(directory, lake);
      await commitAgain(lake, parts);
      return { before, after: await contentOf(directory, lake) };
    });
  });
}

describe("a process that is killed", () => {
  test.each([
    ["written", "before"],
    ["moved", "before"],
    ["committed", "after"],
    ["cleaned", "after"],
  ] as const)("in a commit, at %s: all or nothing of it counts", async (step, which) => {
    const contents = await expected();
    expect(contents.before).not.toEqual(contents.after);
    await withFolder(async (folder) => {
      const { directory, parts } = await prepare(folder);
      endAt(step, "commit", directory, parts);
      await withKept(directory, async (lake) => {
        expect((await contentOf(directory, lake)).events).toEqual(contents[which].events);
        await commitAgain(lake, parts);
        expect(await contentOf(directory, lake)).toEqual(contents.after);
      });
    });
  });

  test.each(["written", "moved", "committed", "cleaned"])("in a compaction, at %s: nothing is lost", async (step) => {
    const { after } = await expected();
    await withFolder(async (folder) => {
      const { directory, parts } = await prepare(folder);
      await withKept(directory, (lake) => commitAgain(lake, parts));
      endAt(step, "compact", directory, []);
      await withKept(directory, async (lake) => {
        expect((await contentOf(directory, lake)).events).toEqual(after.events);
        await lake.compact();
        expect((await contentOf(directory, lake)).events).toEqual(after.events);
        expect(lake.parts().map(({ superseded }) => superseded)).toEqual([0, 0, 0].slice(0, lake.parts().length));
      });
    });
  });
});

describe("opening a kept lake", () => {
  test("deletes what never counted, and nothing that is not its own", async () => {
    await withFolder(async (folder) => {
      const { directory } = await prepare(folder);
      const strays = ["incoming/x.parquet", `events/day=2026-05-01/part-${"0".repeat(32)}.parquet`];
      const foreign = ["events/notes.txt", "events/day=2026-05-01/part-of-mine.parquet", "README"];
      mkdirSync(join(directory, "events", "day=2026-05-01"), { recursive: true });
      for (const path of [...strays, ...foreign]) writeFileSync(join(directory, path), "x");
      await withKept(directory, async (lake) => {
        expect(strays.filter((path) => existsSync(join(directory, path)))).toEqual([]);
        expect(foreign.filter((path) => !existsSync(join(directory, path)))).toEqual([]);
        expect((await rowsOf(lake)).map(shown)).toEqual(BEFORE);
      });
    });
  });

  test("makes a state file whole or not at all", async () => {
    await withFolder(async (folder) => {
      const directory = join(folder, "lake");
      mkdirSync(directory);
      writeFileSync(join(directory, "state.duckdb.new"), "half");
      await withKept(directory, async (lake) => expect(lake.stats.events).toBe(0));
      expect(existsSync(join(directory, "state.duckdb.new"))).toBe(false);
    });
  });
});

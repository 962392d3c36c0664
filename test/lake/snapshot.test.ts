import { describe, expect, test } from "vitest";
import { type Lake, openLake, openSnapshot } from "../../src/lake/lake.ts";
import type { LakeSnapshot } from "../../src/lake/snapshot.ts";
import { type EventRow, rawPart, rowsOf, shown } from "./rows.ts";
import { withFolder } from "./temporary-lake.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const event = (event_id: string, event_name: string): EventRow => ({
  event_time: NOON,
  event_id,
  account: "1",
  event_name,
});

async function served<T>(use: (lake: Lake, directory: string) => Promise<T>): Promise<T> {
  return withFolder(async (directory) => {
    const settings = { directory, memoryLimit: "512MB", threads: 1, kind: "kept", keepRetired: 60_000 } as const;
    const lake = await openLake(settings);
    try {
      return await use(lake, directory);
    } finally {
      await lake.close();
    }
  });
}

const read = async (snapshot: LakeSnapshot, directory: string) => {
  const lake = await openSnapshot(snapshot, { directory, memoryLimit: "512MB", threads: 1 });
  try {
    return { rows: (await rowsOf(lake)).map(shown), stats: lake.stats };
  } finally {
    await lake.close();
  }
};

/** Through JSON, as the API gives it. */
const sent = async (lake: Lake): Promise<LakeSnapshot> => JSON.parse(JSON.stringify(await lake.snapshot()));

describe("a snapshot of a lake", () => {
  test("has the events that count, while the lake is open for writing", async () => {
    await served(async (lake, directory) => {
      await lake.commit([await rawPart(lake, [event("a", "One"), event("b", "One")])]);
      // Copies with other bodies: some beat the stored rows.
      for (const name of ["Two", "Six", "Ten"]) await lake.commit([await rawPart(lake, [event("b", name)])]);
      const now = { rows: (await rowsOf(lake)).map(shown), stats: lake.stats };
      expect(await read(await sent(lake), directory)).toEqual(now);
      expect(now.stats.events).toBe(2);
    });
  });

  test("stays readable after the parts were merged", async () => {
    await served(async (lake, directory) => {
      for (const id of ["a", "b", "c"]) await lake.commit([await rawPart(lake, [event(id, "One")])]);
      const snapshot = await sent(lake);
      const before = await read(snapshot, directory);
      await lake.compact();
      expect(lake.parts()).toHaveLength(1);
      expect(await read(snapshot, directory)).toEqual(before);
    });
  });

  test("names nothing outside of the lake", async () => {
    await served(async (lake, directory) => {
      await lake.commit([await rawPart(lake, [event("a", "One")])]);
      const snapshot = await sent(lake);
      for (const name of ["../x.parquet", "events/day=2026-05-01/../../x.parquet", "/etc/passwd"]) {
        const parts = snapshot.parts.map((part) => ({ ...part, name }));
        await expect(read({ ...snapshot, parts }, directory)).rejects.toThrow("cannot be called");
      }
    });
  });
});

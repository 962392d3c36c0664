import { expect, test } from "vitest";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import { committed, committedSpan } from "../../src/serve/committed.ts";
import { BEFORE, eventOn } from "../lake/deliveries.ts";
import { rawPart } from "../lake/rows.ts";
import { withFolder } from "../lake/temporary-lake.ts";

async function idsOf({ rows }: Pick<Lake, "rows">): Promise<readonly unknown[]> {
  const ids: unknown[] = [];
  for await (const row of rows({ kind: "events" })) ids.push(row["event_id"]);
  return ids.sort();
}

test("what a batch has staged is not read before it is committed", async () => {
  await withFolder(async (folder) => {
    const lake = await openLake({ directory: `${folder}/lake`, memoryLimit: "512MB", threads: 1, kind: "kept" });
    try {
      expect(committedSpan(lake)).toEqual({ first: null, last: null });
      await lake.commit([await rawPart(lake, BEFORE)]);
      const { first, last } = lake.stats;
      const before = await idsOf(committed(lake));
      const staged = await lake.stage([await rawPart(lake, [eventOn(300, "new", "One")])]);
      expect(lake.stats.last).toBeGreaterThan(last ?? 0);
      expect(await idsOf(lake)).toHaveLength(before.length + 1);
      expect(await idsOf(committed(lake))).toEqual(before);
      expect(committed(lake).stats).toMatchObject({ first, last });
      await staged.commit({ judged: false });
      expect(await idsOf(committed(lake))).toHaveLength(before.length + 1);
      expect(committed(lake).stats.last).toBe(lake.stats.last);
    } finally {
      await lake.close();
    }
  });
});

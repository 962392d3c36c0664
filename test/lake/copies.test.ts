import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import { type EventRow, rawPart, rowsOf, shown } from "./rows.ts";
import { withFolder } from "./temporary-lake.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 31);

/** Few ids, accounts, days and bodies: copies, contradictions and ids that two accounts share are all usual. */
const row: fc.Arbitrary<EventRow> = fc.record({
  event_id: fc.constantFrom("a", "b", "c", "d", "e"),
  account: fc.constantFrom("1", "2", null),
  event_time: fc.integer({ min: 0, max: 3 }).map((day) => START + day * DAY - 1),
  event_name: fc.constantFrom("One", "Two", null),
});

/** Commits of raw parts of rows. */
const history = fc.array(fc.array(fc.array(row, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
});

const identity = ({ account, event_id }: EventRow): string => JSON.stringify([account, event_id]);

type Commits = readonly (readonly (readonly EventRow[])[])[];

interface Outcome {
  readonly events: readonly EventRow[];
  readonly counts: readonly (readonly [events: number, duplicates: number])[];
  readonly stats: Lake["stats"];
}

async function play(
  kind: "temporary" | "kept",
  commits: Commits,
  between?: (lake: Lake) => Promise<void>,
): Promise<Outcome> {
  return withFolder(async (directory) => {
    const lake = await openLake({ directory, memoryLimit: "512MB", threads: 1, kind });
    try {
      const counts: (readonly [number, number])[] = [];
      for (const piles of commits) {
        const parts = [];
        for (const pile of piles) parts.push(await rawPart(lake, pile));
        const { events, duplicates } = await lake.commit(parts);
        counts.push([events, duplicates]);
        await between?.(lake);
      }
      return { events: (await rowsOf(lake)).map(shown), counts, stats: lake.stats };
    } finally {
      await lake.close();
    }
  });
}

/** Straight from the definition, except which copy wins: it must be one of those that came. */
function check(commits: Commits, { events, counts, stats }: Outcome): void {
  const known = new Set<string>();
  const expected = commits.map((piles) => {
    const rows = piles.flat();
    const fresh = new Set(rows.map(identity).filter((each) => !known.has(each)));
    for (const each of fresh) known.add(each);
    return [fresh.size, rows.length - fresh.size];
  });
  expect(counts).toEqual(expected);
  expect(events.map(identity).sort()).toEqual([...known].sort());
  const given = new Set(commits.flat(2).map((each) => JSON.stringify(shown(each))));
  for (const each of events) expect(given).toContain(JSON.stringify(each));
  const times = events.map(({ event_time }) => event_time);
  expect(stats).toEqual({
    events: known.size,
    duplicates: expected.reduce((sum, [, duplicates]) => sum + (duplicates ?? 0), 0),
    first: Math.min(...times),
    last: Math.max(...times),
  });
}

describe("copies of events", () => {
  test.each(["temporary", "kept"] as const)(
    "count once, and the same one wins in any order (%s)",
    { timeout: 120_000 },
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (commits, keys) => {
          const outcome = await play(kind, commits);
          check(commits, outcome);
          const rows = commits.flat(2).map((each) => ({ each, key: keys.next().value ?? 0 }));
          const shuffled = rows.sort((a, b) => a.key - b.key).map(({ each }) => each);
          const cut = (keys.next().value ?? 0) % shuffled.length;
          const others = [shuffled.slice(0, cut), shuffled.slice(cut)].filter((pile) => pile.length > 0);
          const again = await play(
            kind,
            others.map((pile) => [pile]),
          );
          expect(again.events).toEqual(outcome.events);
        }),
        { numRuns: 12 },
      );
    },
  );

  test("compaction in between changes nothing", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (commits) => {
        const plain = await play("temporary", commits);
        const compacted = await play("kept", commits, async (lake) => {
          await lake.compact();
          expect(lake.parts().filter(({ superseded }) => superseded > 0)).toEqual([]);
          const days = lake.parts().map(({ name }) => name.split("/")[1]);
          expect(new Set(days).size).toBe(days.length);
        });
        check(commits, compacted);
        expect(compacted).toEqual(plain);
      }),
      { numRuns: 12 },
    );
  });

  test("a key that two events share hides neither", async () => {
    await withFolder(async (directory) => {
      const lake = await openLake({ directory, memoryLimit: "512MB", threads: 1, kind: "kept" });
      try {
        const e = (event_id: string): EventRow => ({ event_time: START, event_id, account: "1", event_name: "One" });
        await lake.commit([await rawPart(lake, [e("a"), e("b")])]);
        // As if every new event had the key of a stored one.
        await lake.database.run(
          "INSERT INTO state.event_keys SELECT hash('1', x), day FROM state.event_keys, (VALUES ('c'), ('d')) t (x)",
        );
        expect(await lake.commit([await rawPart(lake, [e("c"), e("d"), e("a")])])).toMatchObject({
          events: 2,
          duplicates: 1,
        });
        expect((await rowsOf(lake)).map((each) => each["event_id"])).toEqual(["a", "b", "c", "d"]);
      } finally {
        await lake.close();
      }
    });
  });
});

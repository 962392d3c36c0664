import fc from "fast-check";
import { expect, test } from "vitest";
import type { FoundRevision } from "../../../src/alert/store/revision.ts";
import type { Row } from "../../../src/ir/plan.ts";
import { found, hour, type Sketch } from "./found.ts";
import { useState } from "./state.ts";

const state = useState();

/** All alerts that could ever be found, of one rule; several versions of each. */
const POOL: readonly Sketch[] = Array.from({ length: 10 }, (_, i) => {
  const kind = (["threshold", "threshold", "threshold", "new_terms", "over_cap"] as const)[i % 5];
  const entity = i < 8 ? {} : { who: "ana" };
  return { id: `a${i}`, ...(kind && { kind }), entity, first: i, last: i + 3, events: [`e${i}`] };
});

const steps = fc.array(
  fc.record({
    from: fc.constantFrom(-1, -1, -1, 2, 5),
    found: fc.uniqueArray(
      fc.record({
        which: fc.integer({ min: 0, max: POOL.length - 1 }),
        version: fc.constantFrom("1", "1", "2"),
        late: fc.constantFrom(0, 0, 0, 0, 2),
      }),
      { selector: ({ which }) => which, maxLength: 5 },
    ),
    said: fc.array(fc.record({ about: fc.integer({ min: 0, max: POOL.length - 1 }), close: fc.boolean() }), {
      maxLength: 3,
    }),
  }),
  { minLength: 3, maxLength: 10, size: "max" },
);

const rows = (sql: string): Promise<readonly Row[]> => state.database.all(sql);

async function expectSound(comments: readonly { readonly id: string; readonly text: string }[]): Promise<void> {
  const [counts] = await rows(`SELECT count(*) AS alerts, count(DISTINCT id) AS ids, count(DISTINCT thread) AS threads,
    (SELECT count(*) FROM state.threads) AS kept,
    (SELECT count(*) FROM state.threads SEMI JOIN state.alerts USING (thread)) AS used,
    (SELECT count(*) FROM state.comments ANTI JOIN state.threads USING (thread)) AS lost FROM state.alerts`);
  const n = counts?.["alerts"];
  expect(counts).toEqual({ alerts: n, ids: n, threads: n, kept: n, used: n, lost: 0 });
  expect(await rows("SELECT alias FROM state.alert_aliases GROUP BY alias HAVING count(*) > 1")).toEqual([]);
  expect(await rows("SELECT * FROM state.alert_aliases ANTI JOIN state.alerts USING (id)")).toEqual([]);
  expect(
    await rows("SELECT alias FROM state.alert_aliases SEMI JOIN state.alerts ON alert_aliases.alias = alerts.id"),
  ).toEqual([]);
  const numbers = (await rows("SELECT number FROM state.audit ORDER BY rowid")).map((row) => row["number"]);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(
    await rows(`SELECT * FROM (SELECT number, row_number() OVER (PARTITION BY thread ORDER BY made_at, number) AS n
      FROM state.comments) WHERE number <> n`),
  ).toEqual([]);
  for (const { id, text } of comments) {
    const there = await state.desk.comments(id);
    expect(there.map((comment) => comment.text)).toContain(text);
  }
}

test("after any findings the current alerts are those of the last, and nothing that people said is lost", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (schedule) => {
      await state.empty();
      let model = new Map<string, FoundRevision>();
      const comments: { id: string; text: string }[] = [];
      for (const [i, step] of schedule.entries()) {
        const all = step.found.map(({ which, version, late }) => {
          const sketch = POOL[which] as Sketch;
          return found({ ...sketch, reason: version, place: sketch.first + late });
        });
        const from = hour(step.from);
        await state.follow(all, from);
        const now = all.filter(({ place }) => place >= from);
        model = new Map([...model].filter(([, { place }]) => place < from));
        for (const each of now) model.set(each.alert.id, each);
        const stored = await rows(
          "SELECT id, digest, place, doc FROM state.alerts WHERE status = 'current' ORDER BY id",
        );
        const wanted = [...model.values()].map(({ alert, digest, place }) => {
          return { id: alert.id, digest, place, doc: JSON.stringify(alert) };
        });
        expect(stored).toEqual(wanted.sort((a, b) => (a.id < b.id ? -1 : 1)));
        for (const { about, close } of step.said) {
          const id = `a${about}`;
          const comment = await state.desk.comment(id, `${i} ${comments.length}`, "ana");
          if (comment !== null) comments.push({ id, text: comment.text });
          if (close) await state.desk.change(id, { state: "closed", reason: "benign" }, "ana");
        }
        await expectSound(comments);
      }
    }),
    // A failure is told before the test runs out of time.
    { numRuns: 20, interruptAfterTimeLimit: 90_000 },
  );
}, 120_000);

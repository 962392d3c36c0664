import { describe, expect, test } from "vitest";
import { column } from "../../src/catalog/columns.ts";
import type { Plan, Row } from "../../src/ir/plan.ts";
import { type History, HistoryPaused, openHistory } from "../../src/lake/history.ts";
import type { DerivablePlan } from "../../src/lake/history-plan.ts";
import { type Lake, openLake } from "../../src/lake/lake.ts";
import { nowhere } from "../../src/source/span.ts";
import { DAY } from "../../src/util/duration.ts";
import { rawPart } from "./rows.ts";
import { withFolder } from "./temporary-lake.ts";

const START = Date.UTC(2026, 0, 1);
const EVERYTHING = { from: null, to: null };
const AT_ONCE = { events: 1, parts: 1 };

/** Events of a name by actor: how many, the first and the last. */
function byActor(name: string): DerivablePlan {
  const field = { name: "event_name", type: "text", value: column("event_name"), span: nowhere } as const;
  return {
    kind: "aggregate",
    input: {
      kind: "select",
      input: {
        kind: "filter",
        input: { kind: "events" },
        predicate: { kind: "equals", field, texts: [name], as: "text", ignoreCase: false, span: nowhere },
      },
      columns: [
        { name: "time", shape: "time" },
        { name: "actor", shape: "scalar", value: column("actor") },
      ],
    },
    by: ["actor"],
    measures: [
      { name: "events", fn: "count" },
      { name: "first", fn: "min", column: "time" },
      { name: "last", fn: "max", column: "time" },
    ],
  };
}

const READS = byActor("Read");

interface Draft {
  readonly id: string;
  readonly day: number;
  readonly actor?: string | null;
}

async function commit(lake: Lake, drafts: readonly Draft[]): Promise<void> {
  await lake.commit([await rawPart(lake, rowsOf(drafts))]);
}

/** Without the merges that follow. */
async function commitOnly(lake: Lake, drafts: readonly Draft[]): Promise<void> {
  const staged = await lake.stage([await rawPart(lake, rowsOf(drafts))]);
  await staged.commit({ judged: false });
}

function rowsOf(drafts: readonly Draft[]) {
  return drafts.map(({ id, day, actor = "ann" }) => ({
    event_time: START + day * DAY,
    event_id: id,
    account: "1",
    event_name: "Read",
    actor,
  }));
}

async function withKept(use: (open: () => Promise<Lake>) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const opened: Lake[] = [];
    try {
      await use(async () => {
        await opened.at(-1)?.close();
        opened.push(await openLake({ directory: `${folder}/lake`, memoryLimit: "500MB", threads: 1, kind: "kept" }));
        return opened.at(-1) as Lake;
      });
    } finally {
      await opened.at(-1)?.close();
    }
  });
}

async function ask(
  history: History,
  span: { from: number | null; to: number | null } = EVERYTHING,
  inner = READS,
): Promise<readonly (readonly unknown[])[]> {
  const outer: Plan = { kind: "sort", input: { kind: "events" }, by: ["actor"] };
  const rows: Row[] = [];
  for await (const row of history.rows({ inner, span, outer })) rows.push(row);
  return rows.map((row) => [row["actor"], row["events"], days(row["first"]), days(row["last"])]);
}

function days(time: unknown): number {
  return (Number(time) - START) / DAY;
}

async function pieces(lake: Lake): Promise<readonly Row[]> {
  return lake.database.all("SELECT plan, part, superseded FROM state.history_pieces ORDER BY ALL");
}

describe("history", () => {
  test("derives the rows of a part once, and answers from them after that", async () => {
    await withKept(async (open) => {
      const first = await open();
      await commit(first, [
        { id: "a", day: 0 },
        { id: "b", day: 1 },
        { id: "c", day: 1, actor: null },
      ]);
      const expected = [
        [null, 1, 1, 1],
        ["ann", 2, 0, 1],
      ];
      expect(await ask(await openHistory(first, AT_ONCE))).toEqual(expected);
      expect(await pieces(first)).toHaveLength(2);

      const second = await open();
      expect(await ask(await openHistory(second, AT_ONCE))).toEqual(expected);
      expect(await pieces(second)).toHaveLength(2);
      await second.database.run("UPDATE state.history_1 SET events = events + 10");
      expect(await ask(await openHistory(second, AT_ONCE))).toEqual([
        [null, 11, 1, 1],
        ["ann", 22, 0, 1],
      ]);
    });
  });

  test("reads parts that reach beyond the span", async () => {
    await withKept(async (open) => {
      const lake = await open();
      await commit(lake, [
        { id: "a", day: 0.2 },
        { id: "b", day: 0.6 },
        { id: "c", day: 1.2 },
        { id: "d", day: 2.5 },
      ]);
      const history = await openHistory(lake, AT_ONCE);
      expect(await ask(history, { from: START + DAY / 2, to: START + 2.5 * DAY })).toEqual([["ann", 2, 0.6, 1.2]]);
      expect(await pieces(lake)).toHaveLength(1);
      expect(await ask(history, { from: null, to: START + 2.5 * DAY + 1 })).toEqual([["ann", 4, 0.2, 2.5]]);
    });
  });

  test("reads what is new and little, and derives it when it has become more", async () => {
    await withKept(async (open) => {
      const lake = await open();
      const history = await openHistory(lake, { events: 3, parts: 10 });
      await commit(lake, [{ id: "a", day: 0 }]);
      expect(await ask(history)).toEqual([["ann", 1, 0, 0]]);
      expect(await pieces(lake)).toEqual([]);
      await commit(lake, [
        { id: "b", day: 1 },
        { id: "c", day: 2 },
      ]);
      expect(await ask(history)).toEqual([["ann", 3, 0, 2]]);
      expect(await pieces(lake)).toHaveLength(3);
    });
  });

  test("derives a part anew when another copy of an event has won, and after a compaction", async () => {
    await withKept(async (open) => {
      const lake = await open();
      const drafts = Array.from({ length: 20 }, (_, index) => ({ id: `e${index}`, day: index / 100 }));
      await commit(lake, drafts);
      const history = await openHistory(lake, AT_ONCE);
      expect(await ask(history)).toEqual([["ann", 20, 0, 0.19]]);
      const actors = ["x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8"];
      for (const actor of actors) await commit(lake, [{ id: "e3", day: 0.03, actor }]);
      expect(lake.parts().some((part) => part.superseded > 0)).toBe(true);
      const after = await ask(history);
      expect(after.reduce((sum, [, events]) => sum + Number(events), 0)).toBe(20);
      expect(after[0]).toEqual(["ann", 19, 0, 0.19]);
      await lake.compact();
      expect(lake.parts()).toHaveLength(1);
      expect(await ask(history)).toEqual(after);
      const again = await openHistory(lake, AT_ONCE);
      expect(await ask(again)).toEqual(after);
      expect(await pieces(lake)).toHaveLength(1);
      const [rows] = await lake.database.all("SELECT count(*) AS n FROM state.history_1");
      expect(rows).toEqual({ n: 2 });
    });
  });

  test("plans that mean something else have a table of their own; one that nobody asks for goes away", async () => {
    await withKept(async (open) => {
      const lake = await open();
      await commit(lake, [{ id: "a", day: 0 }]);
      const history = await openHistory(lake, AT_ONCE);
      await ask(history);
      expect(await ask(history, EVERYTHING, byActor("Write'"))).toEqual([]);
      const tables = async () => {
        const rows = await lake.database.all(
          "SELECT table_name FROM duckdb_tables() WHERE database_name = 'state' AND table_name SIMILAR TO 'history_[0-9]+' ORDER BY table_name",
        );
        return rows.map((row) => row["table_name"]);
      };
      expect(await tables()).toEqual(["history_1", "history_2"]);
      const age = (days: number) => lake.database.run(`UPDATE state.history_plans SET used = used - ${days}`);
      await age(20);
      await ask(await openHistory(lake, AT_ONCE));
      await age(20);
      await openHistory(lake, AT_ONCE);
      expect(await tables()).toEqual(["history_1"]);
      expect((await pieces(lake)).every((piece) => piece["plan"] === 1)).toBe(true);
    });
  });
});

describe("in pieces", () => {
  /** Two events of a part at a time. */
  const PIECES = { ...AT_ONCE, atOnce: 4 };
  /** A part a day, of two events. */
  const DRAFTS = Array.from({ length: 7 }, (_, day) => [
    { id: `a${day}`, day, actor: day % 2 === 0 ? "ann" : "bob" },
    { id: `b${day}`, day: day + 0.5, actor: "bob" },
  ]).flat();
  const PLAN: Plan = { kind: "sort", input: READS, by: ["actor"] };

  /** Asks as those do who let others have a turn: each time one statement that derives, and no answer before the last. */
  async function step(history: History, steps: (readonly [number, number])[]): Promise<unknown> {
    let asked = 0;
    let at: readonly [number, number] = [-1, -1];
    history.mayDerive = (done, total) => {
      at = [done, total];
      return asked++ === 0;
    };
    try {
      return await ask(history);
    } catch (error) {
      if (!(error instanceof HistoryPaused)) throw error;
      steps.push(at);
      return null;
    } finally {
      history.mayDerive = null;
    }
  }

  async function allSteps(history: History): Promise<{ readonly rows: unknown; readonly steps: readonly unknown[] }> {
    const steps: (readonly [number, number])[] = [];
    for (;;) {
      const rows = await step(history, steps);
      if (rows !== null) return { rows, steps };
    }
  }

  /** Of the events themselves, by no derived table. */
  async function truth(lake: Lake): Promise<unknown> {
    const rows: Row[] = [];
    for await (const row of lake.rows(PLAN)) rows.push(row);
    return rows.map((row) => [row["actor"], row["events"], days(row["first"]), days(row["last"])]);
  }

  test("with pauses, the rows are those of one piece; progress counts up to all parts", async () => {
    await withKept(async (open) => {
      const lake = await open();
      await commit(lake, DRAFTS);
      expect(lake.parts()).toHaveLength(7);
      const history = await openHistory(lake, PIECES);
      const { rows, steps } = await allSteps(history);
      expect(steps).toEqual([2, 4, 6].map((done) => [done, 7]));
      expect(rows).toEqual(await truth(lake));
      expect(await pieces(lake)).toHaveLength(7);
      // Nothing is left to derive: an answer without being asked.
      expect(await allSteps(history)).toEqual({ rows, steps: [] });
    });
    await withKept(async (open) => {
      const lake = await open();
      await commit(lake, DRAFTS);
      const { rows, steps } = await allSteps(await openHistory(lake, AT_ONCE));
      expect([rows, steps]).toEqual([await truth(lake), []]);
    });
  });

  test("what was left half way goes on in the next process, also when parts have changed or were merged meanwhile", async () => {
    await withKept(async (open) => {
      const first = await open();
      await commit(first, DRAFTS);
      const steps: (readonly [number, number])[] = [];
      const before = await openHistory(first, PIECES);
      expect([await step(before, steps), await step(before, steps)]).toEqual([null, null]);
      expect(await pieces(first)).toHaveLength(4);

      const second = await open();
      // Some of these copies beat the stored event of the first day, and some of the last.
      for (const actor of ["x1", "x2", "x3", "x4", "x5", "x6"])
        await commitOnly(second, [
          { id: "a0", day: 0, actor },
          { id: "a6", day: 6, actor },
        ]);
      expect(second.parts().filter((part) => part.superseded > 0).length).toBeGreaterThan(1);
      const after = await openHistory(second, PIECES);
      steps.length = 0;
      expect(await step(after, steps)).toBeNull();
      await second.compact();
      expect(second.parts()).toHaveLength(7);
      expect((await allSteps(after)).rows).toEqual(await truth(second));
      const current = second.parts().map(({ name, superseded }) => ({ part: name, superseded }));
      const kept = (await pieces(second)).map(({ part, superseded }) => ({ part, superseded: Number(superseded) }));
      expect(kept).toEqual(expect.arrayContaining(current));
      expect(kept).toHaveLength(7);
    });
  });

  test.each([/INSERT INTO state\."?history_1/, /INSERT INTO state\.history_pieces/, /^COMMIT/])(
    "a piece that fails at %s is as if it had not begun",
    async (pattern) => {
      await withKept(async (open) => {
        const lake = await open();
        await commit(lake, DRAFTS);
        const history = await openHistory(lake, PIECES);
        expect(await step(history, [])).toBeNull();
        const run = lake.database.run.bind(lake.database);
        let isArmed = true;
        Object.assign(lake.database, {
          run: async (...given: Parameters<typeof run>) => {
            if (isArmed && pattern.test(given[0])) {
              isArmed = false;
              throw new Error("injected");
            }
            return run(...given);
          },
        });
        await expect(ask(history)).rejects.toThrow("injected");
        expect(await pieces(lake)).toHaveLength(2);
        const { rows, steps } = await allSteps(history);
        expect([rows, steps]).toEqual([await truth(lake), [4, 6].map((done) => [done, 7])]);
      });
    },
  );
});

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { backtest } from "../../../src/engine/backtest/backtest.ts";
import { prepareHistory } from "../../../src/engine/live/prepare-history.ts";
import type { Plan } from "../../../src/ir/plan.ts";
import { openHistory } from "../../../src/lake/history.ts";
import type { Lake } from "../../../src/lake/lake.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { DAY, HOUR, MINUTE } from "../../../src/util/duration.ts";
import type { JsonObject } from "../../../src/util/json.ts";
import { folderOf } from "../../cli/folder.ts";
import { read, user } from "../../cli/records.ts";
import { datadog, elastic } from "../../cli/rules.ts";
import { ruleOf } from "../rules.ts";
import { type Engine, type EngineOptions, openEngine } from "./engine.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const at = (id: string, minute: number, more: JsonObject = {}): JsonObject => read(id, NOON + minute * MINUTE, more);
const by = (name: string, id: string, minute: number): JsonObject => at(id, minute, { userIdentity: user(name) });

const EACH = ruleOf(elastic("each", { max_signals: 1000, interval: "1m" }));
const MANY = ruleOf(
  datadog("many", {
    queries: [{ query: "source:cloudtrail", groupByFields: ["@userIdentity.arn"] }],
    cases: [
      { name: "flood", status: "high", condition: "a > 4" },
      { name: "some", status: "low", condition: "a > 1" },
    ],
  }),
);
const FIRST = ruleOf(
  elastic("first", {
    type: "new_terms",
    new_terms_fields: ["user.name"],
    history_window_start: "now-2d",
    interval: "1h",
  }),
);

const EACH_HOUR = ruleOf(elastic("hourly", { max_signals: 1000, interval: "1h" }));
/** The rule as it is after an edit. */
const narrowedToBob = ({ id }: Rule) =>
  ruleOf(elastic(id, { max_signals: 1000, interval: "1h", query: "event.action: GetParameter and user.name: bob" }));

async function withEngine(
  options: Omit<EngineOptions, "folder"> & { readonly folder?: string },
  use: (engine: Engine, folder: string) => Promise<void>,
): Promise<void> {
  const { folder = folderOf() } = options;
  const engine = await openEngine({ ...options, folder });
  try {
    await use(engine, folder);
  } finally {
    await engine.close();
  }
}

const all = async ({ desk }: Engine) =>
  (await desk.list({ sort: "time", descending: false, limit: 500, with: ["superseded"] })).alerts;
const current = async (engine: Engine) => (await all(engine)).filter(({ status }) => status === "current");
const notices = ({ table }: Engine) => table("outbox", "thread, kind, severity");
const tested = async ({ lake }: Engine, rule: Rule) => {
  const report = await backtest({
    lake,
    rules: [rule],
    suppressions: [],
    searched: { lake: "x" },
    range: { from: null, to: null },
    top: 1,
    onStep: () => undefined,
  });
  return report.rules[0]?.alerts;
};

describe("a late event", () => {
  test("moves an alert to the id of a batch run; old id, triage and thread stay, nobody is told again", () =>
    withEngine({ rules: [MANY] }, async (engine) => {
      await engine.deliver([[at("b", 1), at("c", 2)]]);
      const [before] = await current(engine);
      const old = before?.alert.id ?? "";
      await engine.desk.change(old, { state: "acknowledged", assignee: "ana" }, "ana");
      await engine.desk.comment(old, "looking", "ana");
      expect(await notices(engine)).toHaveLength(1);

      await engine.deliver([[at("a", 0)]]);
      const [after, ...others] = await current(engine);
      expect(others).toEqual([]);
      expect(after?.alert.id).not.toBe(old);
      expect(after).toMatchObject({
        aliases: [old],
        thread: before?.thread,
        revision: 2,
        triage: { state: "acknowledged", assignee: "ana" },
        alert: { events: { total: 3, first: "2026-05-01T12:00:00.000Z" } },
      });
      expect((await engine.desk.get(old))?.alert.id).toBe(after?.alert.id);
      expect(await engine.desk.comments(old)).toMatchObject([{ text: "looking" }]);
      expect(await notices(engine)).toHaveLength(1);

      // A rise in severity is told, once, for the same thread.
      await engine.deliver([[at("d", 2), at("e", 2)]]);
      const told = await notices(engine);
      expect(told.map(({ kind }) => kind).sort()).toEqual(["opened", "severity"]);
      expect(new Set(told.map(({ thread }) => thread))).toEqual(new Set([before?.thread]));
      await engine.deliver([[at("f", 2)]]);
      expect(await notices(engine)).toHaveLength(2);
    }));

  test("from which values were new earlier takes an alert to that time, however long before", () =>
    withEngine({ rules: [FIRST] }, async (engine) => {
      await engine.deliver([[by("alice", "anchor", -6 * 24 * 60), by("bob", "b", 0)]]);
      const [opened] = (await current(engine)).filter(({ alert }) => alert.entity["user.name"] === "bob");
      expect(opened).toBeDefined();
      await engine.deliver([[by("bob", "a", -24 * 60)]]);
      const mine = (await all(engine)).filter(({ alert }) => alert.entity["user.name"] === "bob");
      const [earlier] = mine.filter(({ status }) => status === "current");
      expect(mine.map(({ status }) => status)).toEqual(["current"]);
      expect(earlier?.alert.events.ids).toContain("a");
      expect(earlier?.aliases).toEqual([opened?.alert.id]);
      expect(await notices(engine)).toHaveLength(2);
    }));

  test("that disproves an alert leaves it superseded, with the reason", () =>
    withEngine({ rules: [FIRST] }, async (engine) => {
      // Two days of history: the values were new twice, as far as is known.
      await engine.deliver([[by("bob", "a", -80 * 60), by("bob", "c", 0)]]);
      const [first, second] = await current(engine);
      await engine.deliver([[by("bob", "b", -40 * 60)]]);
      expect((await current(engine)).map(({ alert }) => alert.id)).toEqual([first?.alert.id]);
      const gone = await engine.desk.get(second?.alert.id ?? "");
      expect(gone).toMatchObject({ status: "superseded", alert: { events: { ids: ["c"] } } });
      expect(gone?.because).toContain("seen before after all");
      expect(await notices(engine)).toHaveLength(2);
    }));
});

describe("lateness", () => {
  test("what comes too late is stored and counted, not judged, and a backtest finds it", () =>
    withEngine({ rules: [EACH], lateness: HOUR }, async (engine) => {
      await engine.deliver([[at("now", 0)]]);
      const done = await engine.deliver([[at("late", -61), at("in-time", -59)]]);
      expect(done).toMatchObject({ events: 2, tooLate: 1 });
      expect((await current(engine)).map(({ alert }) => alert.events.ids[0])).toEqual(["in-time", "now"]);
      expect(engine.lake.stats.events).toBe(3);
      expect(await engine.table("live_rules", "rule, too_late")).toEqual([{ rule: "each", too_late: 1 }]);
      expect(await engine.table("batches", "batch, too_late")).toEqual([
        { batch: 1, too_late: 0 },
        { batch: 2, too_late: 1 },
      ]);
      expect(await tested(engine, EACH)).toBe(3);
    }));

  test("a rule may have its own allowance", () =>
    withEngine({ rules: [EACH, MANY], lateness: HOUR, ruleLateness: new Map([["many", DAY]]) }, async (engine) => {
      await engine.deliver([[at("now", 0)]]);
      await engine.deliver([[at("a", -120), at("b", -121)]]);
      expect((await current(engine)).map(({ alert }) => alert.rule.id).sort()).toEqual(["each", "many"]);
    }));

  test("a backlog is never late, in whatever order it is read: the watermark stands while it is", () =>
    withEngine({ rules: [EACH], lateness: HOUR }, async (engine) => {
      for (const [i, minute] of [0, 3000, -3000, 1500, -1500].entries())
        await engine.deliver([[at(`e${i}`, minute)]], { caughtUp: false });
      expect(engine.live.watermarks).toMatchObject([{ time: null }]);
      expect(await current(engine)).toEqual([]);
      await engine.deliver([[at("last", 10)]]);
      expect(await current(engine)).toHaveLength(6);
      expect(engine.live.watermarks).toMatchObject([{ time: NOON + 3000 * MINUTE }]);
      const late = await engine.deliver([[at("late", 2900)]]);
      expect(late).toMatchObject({ tooLate: 1 });
    }));

  test("each source has a watermark of its own, which outlasts the process", async () => {
    const folder = folderOf();
    await withEngine({ rules: [EACH], lateness: HOUR, folder }, async (engine) => {
      await engine.deliver([[at("a", 0)]], { source: "dir:a" });
      await engine.deliver([[at("b", -600)]], { source: "dir:b" });
      expect(await current(engine)).toHaveLength(2);
    });
    await withEngine({ rules: [EACH], lateness: HOUR, folder }, async (engine) => {
      expect(await engine.deliver([[at("c", -300)]], { source: "dir:a" })).toMatchObject({ tooLate: 1 });
      expect(await engine.deliver([[at("d", -200)]], { source: "dir:b" })).toMatchObject({ tooLate: 0 });
      expect(await current(engine)).toHaveLength(3);
    });
  });
});

test("another version of a rule makes the alerts from then on; those of the one before stay as they are", () =>
  withEngine({ rules: [EACH] }, async (engine) => {
    await engine.deliver([[by("alice", "a1", 0), by("bob", "b1", 1)]]);
    const narrow = ruleOf(elastic("each", { query: "user.name: bob", max_signals: 1000, interval: "1m" }));
    await engine.use([narrow]);
    await engine.deliver([[by("alice", "a2", 9), by("bob", "b2", 10), by("bob", "b0", 0)]]);
    const ids = (await current(engine)).map(({ alert }) => alert.events.ids[0]);
    expect(ids).toEqual(["a1", "b1", "b2"]);
    await engine.use([EACH]);
    await engine.deliver([[by("alice", "a3", 20), by("alice", "a2b", 8)]]);
    expect((await current(engine)).map(({ alert }) => alert.events.ids[0])).toEqual(["a1", "b1", "b2", "a3"]);
  }));

test("no file that the database reads has the name of one before: it would give what it read then", async () => {
  const names: string[] = [];
  const wrap = (lake: Lake): Lake => {
    const stage = lake.stage.bind(lake);
    return Object.assign(lake, {
      stage: (...given: Parameters<typeof stage>) => {
        names.push(...given[0].map(({ path }) => path));
        return stage(...given);
      },
    });
  };
  await withEngine({ rules: [EACH], wrap }, async (engine) => {
    // Files of one size, within a moment.
    const ids = Array.from({ length: 6 }, (_, i) => `event-${10 + i}`);
    for (const [i, id] of ids.entries()) await engine.deliver([[at(id, 10 + i)]]);
    expect((await current(engine)).map(({ alert }) => alert.events.ids[0])).toEqual(ids);
    expect(names).toHaveLength(ids.length);
    expect(new Set(names).size).toBe(ids.length);
    expect(readdirSync(engine.lake.incoming)).toEqual([]);
  });
});

test("the history of a new version is worked out before it runs, and changes no result", () =>
  withEngine({ rules: [] }, async (engine) => {
    await engine.deliver([
      [by("alice", "a", -3 * 24 * 60), by("bob", "b", -24 * 60)],
      [by("carol", "c", -120), by("bob", "z", -30)],
    ]);
    const history = await openHistory(engine.lake, { events: 0, parts: 0 });
    // A piece is at most three million events: here one is all.
    expect(await prepareHistory(FIRST, engine.lake, history)).toBeNull();
    expect(history.mayDerive).toBeNull();
    expect((await engine.table("history_pieces", "*")).length).toBeGreaterThan(1);
    await engine.use([FIRST]);
    await engine.deliver([[by("carol", "d", 1), by("dave", "e", 1)]]);
    expect((await current(engine)).map(({ alert }) => alert.entity["user.name"])).toEqual(["dave"]);
  }));

test("a rule that is edited leaves the alerts of its former version as they are, those of the same run too", () =>
  withEngine({ rules: [EACH_HOUR] }, async (engine) => {
    await engine.deliver([[at("before", 10)]]);
    await engine.use([narrowedToBob(EACH_HOUR)]);
    await engine.deliver([[at("after", 20), by("bob", "bobs", 21)]]);
    expect((await all(engine)).map(({ status, alert }) => [status, alert.events.ids[0]])).toEqual([
      ["current", "before"],
      ["current", "bobs"],
    ]);
  }));

/** Plans that look for `secret-word` are refused while `isBroken` says so. */
function refusing(isBroken: () => boolean): (lake: Lake) => Lake {
  const checked =
    (rows: Lake["rows"]): Lake["rows"] =>
    (plan: Plan) => {
      if (isBroken() && JSON.stringify(plan).includes("secret-word")) throw new Error("the database refuses it");
      return rows(plan);
    };
  return (lake) =>
    new Proxy(lake, {
      get(target, name) {
        if (name === "rows") return checked(target.rows);
        if (name === "rowsOf") return (...given: Parameters<Lake["rowsOf"]>) => checked(target.rowsOf(...given));
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
}

test("a rule that the database refuses holds up neither the others nor, after three times, the judging; nothing is lost", async () => {
  let isBroken = true;
  const odd = ruleOf(
    elastic("odd", {
      query: "event.action: GetParameter and not user.name: secret-word",
      max_signals: 1000,
      interval: "1m",
    }),
  );
  await withEngine({ rules: [EACH, odd], wrap: refusing(() => isBroken) }, async (engine) => {
    for (let batch = 1; batch <= 4; batch++) {
      const done = await engine.deliver([[at(`e${batch}`, batch)]]);
      expect(done).toMatchObject({ events: 1, isJudged: batch >= 3, failed: [{ reason: "the database refuses it" }] });
      expect(await current(engine)).toHaveLength(batch);
    }
    expect([...engine.live.failing]).toEqual(["odd"]);
    isBroken = false;
    await engine.deliver([[at("e5", 5)]]);
    expect([...engine.live.failing]).toEqual([]);
    await engine.deliver([[at("e6", 6)]]);
    const odds = (await current(engine)).filter(({ alert }) => alert.rule.id === "odd");
    expect(odds.map(({ alert }) => alert.events.ids[0])).toEqual(["e1", "e2", "e3", "e4", "e5", "e6"]);
  });
});

describe("a commit that fails", () => {
  /** Lets every statement through but the first that looks like this. */
  const failing = (pattern: RegExp) => {
    let isArmed = false;
    const wrap = (lake: Lake): Lake => {
      const { database } = lake;
      const run = database.run.bind(database);
      Object.assign(database, {
        run: async (...given: Parameters<typeof run>) => {
          if (isArmed && pattern.test(given[0])) {
            isArmed = false;
            throw new Error("injected");
          }
          return run(...given);
        },
      });
      return lake;
    };
    const arm = (): void => {
      isArmed = true;
    };
    return { wrap, arm };
  };

  test.each([
    /^COMMIT/,
    /INTO state\.batches/,
    /INTO state\.objects/,
    /INTO state\.alerts/,
    /INTO state\.outbox/,
    /INTO state\.watermarks/,
    /INTO state\.parts/,
  ])("at %s leaves nothing behind, and the same delivery works then", async (pattern) => {
    const { wrap, arm } = failing(pattern);
    await withEngine({ rules: [EACH], wrap }, async (engine, folder) => {
      await engine.deliver([[at("a", 0)]]);
      const before = await kept(engine, folder);
      arm();
      await expect(engine.deliver([[at("b", 1), at("a", 0)]])).rejects.toThrow("injected");
      expect(await kept(engine, folder)).toEqual(before);
      expect(await engine.deliver([[at("b", 1), at("a", 0)]])).toMatchObject({ events: 1, duplicates: 1 });
      expect(await current(engine)).toHaveLength(2);
      expect(await notices(engine)).toHaveLength(2);
      expect(engine.lake.stats).toMatchObject({ events: 2, duplicates: 1 });
    });
  });
});

async function kept({ table, lake }: Engine, folder: string): Promise<unknown> {
  const tables = [
    "parts",
    "commits",
    "objects",
    "batches",
    "watermarks",
    "alerts",
    "threads",
    "outbox",
    "audit",
    "event_keys",
  ];
  const rows = [];
  for (const name of tables) rows.push([name, await table(name, "*")]);
  const files = readdirSync(join(folder, "data"), { recursive: true }).map(String);
  return { rows, stats: lake.stats, files: files.filter((name) => name.endsWith(".parquet")).sort() };
}

test("a crash in the middle of a backlog, before alerts were looked for: the next life finds them", async () => {
  const folder = folderOf();
  const rules = [EACH, MANY, FIRST];
  const backlog = [[by("bob", "b", 50)], [by("alice", "a1", -3000), by("alice", "a2", 2)], [by("bob", "b0", -100)]];
  await withEngine({ rules, folder }, async (engine) => {
    for (const records of backlog) {
      const done = await engine.deliver([records], { caughtUp: false });
      expect(done).toMatchObject({ isJudged: false });
    }
    expect(await all(engine)).toEqual([]);
  });
  await withEngine({ rules, folder }, async (engine) => {
    expect(await engine.deliver([])).toMatchObject({ isJudged: true, objects: 0 });
    const ids = (await current(engine)).map(({ alert }) => alert.id);
    expect(await engine.deliver([])).toBeNull();
    await withEngine({ rules }, async (other) => {
      await other.deliver(backlog);
      expect(ids).toEqual((await current(other)).map(({ alert }) => alert.id));
      expect(ids.length).toBeGreaterThan(5);
    });
  });
});

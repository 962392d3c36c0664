import { expect, test } from "vitest";
import { prepareHistory } from "../../../src/engine/live/prepare-history.ts";
import { openHistory } from "../../../src/lake/history.ts";
import { DAY, HOUR } from "../../../src/util/duration.ts";
import { folderOf } from "../../cli/folder.ts";
import { read, user } from "../../cli/records.ts";
import { elastic } from "../../cli/rules.ts";
import { ruleOf } from "../rules.ts";
import { openEngine } from "./engine.ts";

const NOON = Date.UTC(2026, 4, 1, 12);
const by = (name: string, id: string, days: number) => read(id, NOON + days * DAY, { userIdentity: user(name) });

const FIRST = ruleOf(
  elastic("first", {
    type: "new_terms",
    new_terms_fields: ["user.name"],
    history_window_start: "now-9d",
    interval: "1h",
  }),
);

test("a history of many parts is worked out a piece at a time, with batches in between, and changes no result", async () => {
  const engine = await openEngine({ rules: [], folder: folderOf() });
  try {
    const names = ["alice", "bob", "carol", "dave", "erin", "frank"];
    await engine.deliver([names.map((name, i) => by(name, `${name}-1`, i - names.length))]);
    const parts = engine.lake.parts().length;
    expect(parts).toBe(names.length);
    const history = await openHistory(engine.lake, { events: 0, parts: 0, atOnce: 2 });
    const steps = [await prepareHistory(FIRST, engine.lake, history)];
    expect(await engine.table("history_pieces", "part")).toHaveLength(2);
    await engine.deliver([[by("grace", "grace-1", -HOUR / DAY)]]);
    for (let last = steps[0]; last !== null; steps.push(last ?? null))
      last = await prepareHistory(FIRST, engine.lake, history);
    const done = steps.flatMap((each) => (each === null ? [] : [each.done]));
    expect(done.length).toBeGreaterThan(1);
    expect(done).toEqual([...new Set(done)].sort((a, b) => a - b));
    expect(done[0]).toBe(2);
    expect(steps.at(-1)).toBeNull();
    expect(history.mayDerive).toBeNull();
    await engine.use([FIRST]);
    await engine.deliver([[...names, "grace", "heidi"].map((name) => by(name, `${name}-2`, HOUR / DAY))]);
    const { alerts } = await engine.desk.list({ sort: "time", descending: false, limit: 500 });
    expect(alerts.map(({ alert }) => alert.entity["user.name"])).toEqual(["heidi"]);
  } finally {
    await engine.close();
  }
});

import { expect, test } from "vitest";
import { knownAlerts } from "../../../src/alert/store/known-alerts.ts";
import { writeChanges } from "../../../src/alert/store/write-changes.ts";
import { found, hour, known, RULE, type Sketch } from "./found.ts";
import { CLOCK, useState } from "./state.ts";

const state = useState();

const terms = { kind: "new_terms", entity: { arn: "ana" } } as const;
const v: Sketch = { ...terms, id: "v", first: 100, last: 110 };
const a: Sketch = { ...terms, id: "a", first: 50 };
const b: Sketch = { ...terms, id: "b", first: 20 };

async function actions(id: string): Promise<readonly string[]> {
  return (await state.desk.audit(id, 100)).map(({ actor, action }) => `${actor} ${action}`);
}

async function knownOf(rule: string, from: number) {
  return (await knownAlerts(state.database, [{ rule, from }])).get(rule) ?? [];
}

test("rules are read and written together as they are alone", async () => {
  const [first, second] = [found(v), found({ ...terms, id: "w", first: 90 })];
  const nothing = { opened: [], revised: [], merged: [], superseded: [] };
  const written = await state.writes.transaction((session) =>
    writeChanges(
      session,
      [
        { rule: "one", ruleName: "One", changes: { ...nothing, opened: [first] } },
        { rule: "two", ruleName: "Two", changes: { ...nothing, opened: [second] } },
      ],
      state.now(),
    ),
  );
  expect([...written.openedThreads]).toEqual([
    ["v", "v"],
    ["w", "w"],
  ]);
  const rows = await state.database.all("SELECT id, rule, rule_name FROM state.alerts ORDER BY id");
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["v", "one", "One"],
    ["w", "two", "Two"],
  ]);
  const ranges = [
    { rule: "one", from: hour(105) },
    { rule: "two", from: hour(0) },
    { rule: "three", from: hour(0) },
  ];
  const read = await knownAlerts(state.database, ranges);
  expect([...read].map(([rule, all]) => [rule, all.map(({ id, isJudged }) => [id, isJudged])])).toEqual([
    ["one", [["v", false]]],
    ["two", [["w", true]]],
    ["three", []],
  ]);
  expect(read.get("one")?.map(({ events, values }) => [events, values])).toEqual([[["event of v"], []]]);
});

test("what is read back is what the engine has to know", async () => {
  const value: Sketch = {
    id: "n",
    kind: "new_value",
    entity: { user: 'a "quoted" u' },
    first: 3,
    last: 5,
    values: ["FR"],
  };
  await state.follow([found(v), found({ ...value, suppressedBy: "s", severity: "critical" })], hour(0));
  const over = { suppressedBy: "s" };
  expect(await knownOf(RULE, hour(0))).toEqual([
    known({ ...value, severity: "critical", suppressedBy: "s" }, over),
    known(v),
  ]);
  expect(await knownOf("another rule", hour(0))).toEqual([]);
});

test("also what reaches into the range, and to the events of what is in it", async () => {
  const all = [
    { id: "before", first: 0, last: 5 },
    { id: "reaching", first: 0, last: 10 },
    { id: "touching", first: 0, last: 8, place: 1 },
    { id: "in", first: 8, last: 12, place: 11 },
  ].map(found);
  await state.follow(all, hour(0));
  const read = (await knownOf(RULE, hour(10))).map(({ id, isJudged }) => [id, isJudged]);
  expect(read).toEqual([
    ["reaching", false],
    ["touching", false],
    ["in", true],
  ]);
});

test("a revised alert takes thread, triage and comments along, twice; every former id leads to it", async () => {
  const first = await state.follow([found(v)], hour(0));
  expect(first.openedThreads).toEqual(new Map([["v", "v"]]));
  await state.desk.comment("v", "known to us", "ana");
  await state.desk.change("v", { state: "closed", reason: "benign", assignee: "ana" }, "ana");
  await state.follow([found(a)], hour(0));
  await state.follow([found({ ...b, severity: "high" })], hour(0));
  for (const id of ["v", "a", "b"]) {
    const stored = await state.desk.get(id);
    expect(stored).toMatchObject({
      alert: { id: "b" },
      aliases: ["a", "v"],
      thread: "v",
      status: "current",
      revision: 3,
      triage: { state: "closed", reason: "benign", assignee: "ana" },
      opened: new Date(CLOCK + 1_000).toISOString(),
    });
    expect((await state.desk.comments(id)).map(({ text }) => text)).toEqual(["known to us"]);
    expect(await actions(id)).toEqual(["ana commented", "ana changed", "trailhound revised", "trailhound revised"]);
  }
  const [entry] = (await state.desk.audit("b", 1)).map(({ subject, detail }) => ({ subject, detail }));
  expect(entry).toEqual({ subject: "b", detail: { former_id: "a", severity_before: "medium", severity: "high" } });
});

test("more events under the same id leave people's work and the audit alone", async () => {
  await state.follow([found(v)], hour(0));
  await state.desk.change("v", { state: "closed", reason: "benign" }, "ana");
  await state.follow([found({ ...v, last: 120 })], hour(0));
  expect(await state.desk.get("v")).toMatchObject({ revision: 2, triage: { state: "closed" } });
  expect(await actions("v")).toEqual(["ana changed"]);
});

test("a merged alert's comments stand by time in the survivor's thread; its triage where nobody had touched that", async () => {
  const [one, two, three] = [
    { id: "one", first: 1, last: 2 },
    { id: "two", first: 4, last: 5 },
    { id: "three", first: 7, last: 8 },
  ];
  await state.follow([one, two, three].map(found), hour(0));
  await state.desk.comment("two", "1st", "ana");
  await state.desk.comment("one", "2nd", "ana");
  await state.desk.comment("two", "3rd", "ana");
  await state.desk.change("two", { state: "acknowledged", assignee: "ana" }, "ana");
  await state.desk.change("three", { state: "closed", reason: "testing" }, "ana");
  const { threads, merged } = await state.follow([found({ ...one, last: 6 }), found(three)], hour(0));
  expect(threads).toEqual([{ from: "two", to: "one" }]);
  expect(merged.map(({ into }) => into)).toEqual(["one"]);
  const comments = await state.desk.comments("two");
  expect(comments.map(({ number, text }) => `${number} ${text}`)).toEqual(["1 1st", "2 2nd", "3 3rd"]);
  // Somebody had commented on the survivor: it stays open.
  expect((await state.desk.get("two"))?.triage).toMatchObject({ state: "open", assignee: null });
  expect(await actions("one")).toContain("trailhound merged");

  await state.follow([found({ ...one, id: "new", first: 0, last: 9 })], hour(0));
  expect(await state.desk.get("three")).toMatchObject({
    alert: { id: "new" },
    thread: "one",
    aliases: ["one", "three", "two"],
  });
  const audit = await state.desk.audit("new", 1);
  expect(audit[0]?.detail).toEqual({ merged: "three", comments: 0, triage_taken_over: false });
});

test("an untouched survivor takes over what was made of the merged alert", async () => {
  const [one, two] = [
    { id: "one", first: 1, last: 2 },
    { id: "two", first: 4, last: 5 },
  ];
  await state.follow([one, two].map(found), hour(0));
  await state.desk.change("two", { state: "closed", reason: "benign", assignee: "ana" }, "ana");
  await state.follow([found({ ...one, last: 6 })], hour(0));
  expect((await state.desk.get("one"))?.triage).toMatchObject({ state: "closed", reason: "benign", assignee: "ana" });
});

test("superseded with the reason, and back again with everything", async () => {
  await state.follow([found(v)], hour(0));
  await state.desk.comment("v", "hm", "ana");
  await state.follow([], hour(0));
  const superseded = await state.desk.get("v");
  expect(superseded).toMatchObject({ status: "superseded", revision: 2 });
  expect(superseded?.because).toMatch(/^the values were seen before after all/);
  expect(superseded?.alert.reason).toBe("reason of v");
  await state.follow([found(v)], hour(0));
  expect(await state.desk.get("v")).toMatchObject({ status: "current", because: null, revision: 3, thread: "v" });
  expect(await state.desk.comments("v")).toHaveLength(1);
  expect(await actions("v")).toEqual(["ana commented", "trailhound superseded", "trailhound revived"]);
});

test("a former id that is an alert of its own again has what was said, in a thread of its own", async () => {
  await state.follow([found(v)], hour(0));
  await state.desk.comment("v", "hm", "ana");
  await state.follow([found(a)], hour(0));
  const { openedThreads } = await state.follow([found(a), found(v)], hour(0));
  expect(openedThreads).toEqual(new Map([["v", "v~2"]]));
  expect(await state.desk.get("v")).toMatchObject({ alert: { id: "v" }, thread: "v~2", aliases: [] });
  expect(await state.desk.get("a")).toMatchObject({ alert: { id: "a" }, thread: "v", aliases: [] });
  for (const id of ["v", "a"]) expect((await state.desk.comments(id)).map(({ text }) => text)).toEqual(["hm"]);
  expect((await state.desk.audit("v", 1))[0]?.detail).toEqual({ from: "a" });
});

test("an alert that comes into the range from before it is the one that is stored", async () => {
  const early = found({ id: "v", first: 1 });
  await state.follow([early], hour(0));
  await state.desk.change("v", { assignee: "ana" }, "ana");
  await state.follow([{ ...early, place: hour(9) }], hour(5));
  expect(await state.desk.get("v")).toMatchObject({ revision: 2, thread: "v", triage: { assignee: "ana" } });
});

test("hostile text from events is stored and found as it is", async () => {
  const ruleName = "'; DROP TABLE state.alerts; -- \u0000 \ud800 \u202e Ünïcode";
  const hostile: Sketch = {
    id: "v",
    first: 1,
    entity: { "x'\u0000": "\ud800'\"" },
    reason: "line\nbreak \u0000",
    ruleName,
  };
  await state.follow([found(hostile)], hour(0));
  const stored = await state.desk.get("v");
  expect(stored?.alert).toEqual({ ...found(hostile).alert });
  const [read] = await knownOf(RULE, hour(0));
  expect(read?.entity).toBe(known(hostile).entity);
  const text = { text: "DROP ünïCODE", sort: "time", descending: true, limit: 10 } as const;
  expect((await state.desk.list(text)).alerts).toHaveLength(1);
  expect((await state.desk.list({ ...text, text: "'; %_ nothing" })).alerts).toHaveLength(0);
  const { changes } = { changes: await state.follow([found(hostile)], hour(0)) };
  expect([changes.opened, changes.revised]).toEqual([[], []]);
});

test("an alert that takes over from one gets an id that another had: what was said under it is found there, and once", async () => {
  const [five, six, seven] = [5, 6, 7].map((first) =>
    found({ kind: "threshold", id: `a${first}`, first, last: first + 3 }),
  );
  if (five === undefined || six === undefined || seven === undefined) throw new Error("there are three");
  const texts = async (id: string) => (await state.desk.comments(id)).map(({ text }) => text);
  await state.follow([six], hour(-1));
  await state.desk.comment("a6", "first", "ana");
  await state.follow([five, seven], hour(-1));
  expect([await texts("a5"), await texts("a6"), await texts("a7")]).toEqual([["first"], ["first"], []]);
  await state.desk.comment("a7", "second", "ana");
  await state.follow([five, six], hour(-1));
  expect([await texts("a5"), await texts("a6"), await texts("a7")]).toEqual([
    ["first"],
    ["first", "second"],
    ["first", "second"],
  ]);
  expect(await actions("a6")).toContain("trailhound separated");
  await state.follow([six], hour(-1));
  expect(await texts("a5")).toEqual(["first", "second"]);
});

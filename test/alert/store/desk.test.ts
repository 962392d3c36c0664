import { expect, test } from "vitest";
import type { AlertPage, AlertQuery, TriageChange } from "../../../src/alert/store/stored-alert.ts";
import { TriageError } from "../../../src/alert/store/triage-error.ts";
import { SEVERITIES } from "../../../src/rule/rule.ts";
import { found, hour, type Sketch } from "./found.ts";
import { useState } from "./state.ts";

const state = useState();

const BY_TIME = { sort: "time", descending: false, limit: 100 } as const;

async function ids(query: Partial<AlertQuery>): Promise<readonly string[]> {
  return (await state.desk.list({ ...BY_TIME, ...query })).alerts.map(({ alert }) => alert.id);
}

async function pages(
  query: AlertQuery,
  between: () => Promise<unknown> = async () => undefined,
): Promise<readonly string[]> {
  const seen: string[] = [];
  let page: AlertPage = await state.desk.list(query);
  for (;;) {
    seen.push(...page.alerts.map(({ alert }) => alert.id));
    if (page.next === null) return seen;
    await between();
    page = await state.desk.list({ ...query, cursor: page.next });
  }
}

const FIVE: readonly Sketch[] = [
  { id: "a", first: 1, severity: "low", reason: "Ana read /Prod/DB" },
  { id: "b", first: 2, severity: "high" },
  { id: "c", first: 3, severity: "critical", suppressedBy: "s" },
  { id: "d", first: 4, severity: "high" },
  { id: "e", first: 50, severity: "medium", kind: "anomaly" },
];

async function five(): Promise<void> {
  await state.follow(FIVE.map(found), hour(0));
  await state.follow(FIVE.filter(({ id }) => id !== "e").map(found), hour(0));
  await state.follow([found({ id: "f", first: 5 })], hour(0), "rule-2");
}

test("filters", async () => {
  await five();
  await state.desk.change("a", { state: "acknowledged", assignee: "ana" }, "ana");
  await state.desk.change("b", { state: "closed", reason: "benign" }, "ana");
  expect(await ids({})).toEqual(["a", "b", "d", "f"]);
  expect(await ids({ with: ["suppressed"] })).toEqual(["a", "b", "c", "d", "f"]);
  expect(await ids({ with: ["superseded", "suppressed"] })).toEqual(["a", "b", "c", "d", "f", "e"]);
  expect(await ids({ states: ["open"] })).toEqual(["d", "f"]);
  expect(await ids({ states: ["acknowledged", "closed"] })).toEqual(["a", "b"]);
  expect(await ids({ states: [] })).toEqual([]);
  expect(await ids({ severity: "high" })).toEqual(["b", "d"]);
  expect(await ids({ rules: ["rule-2", "none"] })).toEqual(["f"]);
  expect(await ids({ assignee: "ana" })).toEqual(["a"]);
  expect(await ids({ assignee: null })).toEqual(["b", "d", "f"]);
  expect(await ids({ from: hour(2), to: hour(5) })).toEqual(["b", "d"]);
  expect(await ids({ text: "  /PROD/db ANA " })).toEqual(["a"]);
  expect(await ids({ text: "ana nowhere" })).toEqual([]);
  expect(await ids({ text: "" })).toHaveLength(4);
});

test("orders, and pages in each of them", async () => {
  await five();
  await state.follow(
    [...FIVE.filter(({ id }) => id !== "e"), { id: "a2", first: 1, last: 60, kind: "query" } as const].map(found),
    hour(0),
  );
  const all = { ...BY_TIME, with: ["superseded", "suppressed"] } as const;
  expect(await ids({ ...all, sort: "time", descending: true })).toEqual(["e", "f", "d", "c", "b", "a2", "a"]);
  expect(await ids({ ...all, sort: "severity", descending: true })).toEqual(["c", "d", "b", "e", "f", "a2", "a"]);
  expect(await ids({ ...all, sort: "opened" })).toEqual(["a", "b", "c", "d", "e", "f", "a2"]);
  expect(await ids({ ...all, sort: "changed" })).toEqual(["a", "b", "c", "d", "e", "f", "a2"]);
  for (const sort of ["time", "opened", "changed", "severity"] as const) {
    for (const descending of [true, false]) {
      const query = { ...all, sort, descending };
      for (const limit of [1, 2, 7]) expect(await pages({ ...query, limit })).toEqual(await ids(query));
    }
  }
});

test("pages are stable while alerts come and go", async () => {
  const all = Array.from({ length: 30 }, (_, i): Sketch => ({ id: `a${i}`, kind: "query", first: i % 7 }));
  await state.follow(all.map(found), hour(0));
  let turn = 0;
  const seen = await pages({ ...BY_TIME, descending: true, limit: 3 }, async () => {
    turn++;
    const coming = Array.from({ length: turn }, (_, i): Sketch => ({ id: `n${i}`, kind: "query", first: i }));
    const staying = all.filter((_, i) => i % 5 !== 0 || i > turn * 5);
    await state.follow([...staying, ...coming].map(found), hour(0));
  });
  expect(new Set(seen).size).toBe(seen.length);
  const stayed = all.filter((_, i) => i % 5 !== 0).map(({ id }) => id);
  expect(stayed.filter((id) => !seen.includes(id))).toEqual([]);
});

test("a cursor that is none, or of another list, is refused", async () => {
  await five();
  const query = { ...BY_TIME, limit: 1 };
  const { next } = await state.desk.list(query);
  const cursor = next ?? "";
  expect((await state.desk.list({ ...query, limit: 3, cursor })).alerts).toHaveLength(3);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const [shape] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as string[];
  const hostile = [
    ...["", "x", "../..", `${cursor}=`, "A".repeat(10_000), encode(null), encode({}), encode([shape, 1, "a"])],
    ...[encode([shape, [1, 2], "a"]), encode([shape, ["1); DROP"], "a"]), encode([shape, [1.5], "a"])],
    ...[encode([shape, [1], 5]), encode([shape, [1], "a".repeat(200)]), encode([shape, [2 ** 60], "a"])],
    encode(["other", [1], "a"]),
  ];
  for (const each of hostile) await expect(state.desk.list({ ...query, cursor: each })).rejects.toThrow(TriageError);
  const others = [
    { descending: true },
    { sort: "opened" },
    { sort: "severity" },
    { severity: "low" },
    { assignee: null },
  ];
  for (const other of others as readonly Partial<AlertQuery>[]) {
    await expect(state.desk.list({ ...query, ...other, cursor })).rejects.toThrow(/other filters or another order/);
  }
});

test("limits of a list", async () => {
  for (const limit of [0, 501, 1.5, Number.NaN]) await expect(ids({ limit })).rejects.toThrow(TriageError);
  await expect(ids({ text: "x".repeat(501) })).rejects.toThrow(TriageError);
  await expect(ids({ text: Array.from({ length: 21 }, (_, i) => i).join(" ") })).rejects.toThrow(TriageError);
  await expect(ids({ severity: "severe" as "high" })).rejects.toThrow(/^"severe" is no severity/);
  await expect(ids({ states: ["opened" as "open"] })).rejects.toThrow(/did you mean "open"/);
});

test("triage: closed needs a reason, reopening clears it; every change stands in the audit", async () => {
  await state.follow([found({ id: "v", first: 1 })], hour(0));
  const { desk } = state;
  expect((await desk.get("v"))?.triage).toEqual({ state: "open", reason: null, assignee: null, updated: null });
  const change = async (wanted: TriageChange) => (await desk.change("v", wanted, "ana"))?.triage;
  expect(await change({ state: "closed", reason: "false_positive" })).toMatchObject({ reason: "false_positive" });
  expect(await change({ assignee: "bo" })).toMatchObject({ state: "closed", assignee: "bo", reason: "false_positive" });
  const reopened = await change({ state: "open" });
  expect(reopened).toMatchObject({ state: "open", assignee: "bo", reason: null });
  expect(await change({ state: "open", assignee: "bo" })).toEqual(reopened);
  expect(await change({ assignee: null })).toMatchObject({ assignee: null });
  expect((await desk.audit("v", 10)).map(({ action, detail }) => ({ action, ...detail }))).toEqual([
    { action: "changed", state_before: "open", state: "closed", reason_before: null, reason: "false_positive" },
    { action: "changed", assignee_before: null, assignee: "bo" },
    { action: "changed", state_before: "closed", state: "open", reason_before: "false_positive", reason: null },
    { action: "changed", assignee_before: "bo", assignee: null },
  ]);
  expect(await desk.change("nobody", { state: "open" }, "ana")).toBeNull();
});

test("changes that make no sense are refused, and change nothing", async () => {
  await state.follow([found({ id: "v", first: 1 })], hour(0));
  const refusals: readonly (readonly [TriageChange, RegExp])[] = [
    [{}, /nothing to change/],
    [{ state: "closed" }, /give a reason: true_positive, benign, false_positive, duplicate or testing/],
    [{ state: "open", reason: "benign" }, /only the state "closed"/],
    [{ reason: "benign" }, /only together with the state "closed"/],
    [{ state: "close" as "closed" }, /"close" is no state: did you mean "closed"/],
    [{ state: "closed", reason: "fine" as "benign" }, /"fine" is no reason/],
    [{ assignee: "" }, /the assignee is empty/],
    [{ assignee: "a".repeat(201) }, /longer than 200/],
    [{ assignee: "a\u001b[2J" }, /control or invisible/],
    [{ assignee: "a\u202eb" }, /control or invisible/],
    [{ assignee: " a" }, /space/],
  ];
  for (const [change, message] of refusals) {
    const refused = state.desk.change("v", change, "ana");
    await expect(refused).rejects.toThrow(TriageError);
    await expect(refused).rejects.toThrow(message);
  }
  await expect(state.desk.change("v", { state: "open" }, "\u0000")).rejects.toThrow(TriageError);
  expect(await state.desk.audit(null, 10)).toEqual([]);
});

test("comments", async () => {
  await state.follow([found({ id: "v", first: 1 }), found({ id: "w", first: 90 })], hour(0));
  const { desk } = state;
  const comment = await desk.comment("v", "two\r\nlines\t<b>'; DROP 👩‍💻", "ana");
  expect(comment).toEqual({ number: 1, at: expect.any(String), author: "ana", text: "two\nlines\t<b>'; DROP 👩‍💻" });
  expect(await desk.comments("v")).toEqual([comment]);
  expect((await desk.get("v"))?.triage).toMatchObject({ state: "open", updated: comment?.at });
  expect((await desk.audit("v", 10)).map(({ action, detail }) => ({ action, detail }))).toEqual([
    { action: "commented", detail: { comment: 1 } },
  ]);
  for (const text of ["", " \n", "x".repeat(10_001), "a\u0000", "a\u001b[1m", "a\u202eb", "a\ud800", "a\u200bb"]) {
    await expect(desk.comment("v", text, "ana")).rejects.toThrow(TriageError);
  }
  expect(await desk.comment("v", "x".repeat(10_000), "ana")).toMatchObject({ number: 2 });
  expect(await desk.comment("nobody", "x", "ana")).toBeNull();
  expect(await desk.comments("nobody")).toEqual([]);
  await state.database.run("INSERT INTO state.comments SELECT 'w', range + 1, 0, 'bo', 'x' FROM range(999)");
  expect(await desk.comment("w", "the last", "ana")).toMatchObject({ number: 1_000 });
  await expect(desk.comment("w", "one more", "ana")).rejects.toThrow(/1,000 comments/);
});

test("many at once: nothing is lost, numbers are in a row", async () => {
  await state.follow([found({ id: "v", first: 1 })], hour(0));
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      i % 2 ? state.desk.comment("v", `${i}`, "ana") : state.desk.change("v", { assignee: `p${i}` }, "ana"),
    ),
  );
  expect((await state.desk.comments("v")).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const audit = await state.desk.audit(null, 100);
  expect(audit.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect((await state.desk.audit(null, 3)).map(({ number }) => number)).toEqual([18, 19, 20]);
  await expect(state.desk.audit(null, 0)).rejects.toThrow(TriageError);
});

test("counts by what people see", async () => {
  await five();
  await state.desk.change("b", { state: "closed", reason: "benign" }, "ana");
  expect(await state.desk.counts()).toEqual([
    { state: "closed", severity: "high", count: 1 },
    { state: "open", severity: "low", count: 1 },
    { state: "open", severity: "medium", count: 1 },
    { state: "open", severity: "high", count: 1 },
    { state: "superseded", severity: "medium", count: 1 },
    { state: "suppressed", severity: "critical", count: 1 },
  ]);
});

test("related: shown alerts with the same identity, role, key or address, the nearest 20, not a month apart", async () => {
  const arn = (name: string) => ({ identity: { arn: name } });
  const query = (id: string, first: number, over: Partial<Sketch>): Sketch => ({ id, kind: "query", first, ...over });
  const others = [
    query("me", 1_000, { identity: { arn: "ana", source_addresses: ["203.0.113.7"] } }),
    query("address", 1_001, { identity: { arn: "bo", source_addresses: ["203.0.113.7"] } }),
    query("hidden", 1_002, { ...arn("ana"), suppressedBy: "s" }),
    query("old", 100, arn("ana")),
    query("stranger", 1_000, arn("eve")),
  ];
  const crowd = Array.from({ length: 60 }, (_, i) => query(`n${i}`, 1_010 + i, arn("ana")));
  const hostile = query("hostile", 1_000, arn("' OR 1=1 \u0000"));
  await state.follow([...others, hostile].map(found), hour(0));
  await state.follow(crowd.map(found), hour(0), "rule-2");
  const related = async (id: string) => (await state.desk.get(id))?.alert.related;
  const nearest = ["address", ...Array.from({ length: 19 }, (_, i) => `n${i}`)];
  expect(await related("me")).toEqual(nearest);
  expect(await related("stranger")).toEqual([]);
  expect(await related("hostile")).toEqual([]);
  expect(await related("hidden")).toEqual(["me", ...Array.from({ length: 19 }, (_, i) => `n${i}`)]);
  expect(await related("address")).toEqual(["me"]);
  const listed = await state.desk.list({ ...BY_TIME, with: ["suppressed"] });
  const inList = (id: string) => listed.alerts.find(({ alert }) => alert.id === id)?.alert.related;
  expect(inList("me")).toEqual(["address", ...Array.from({ length: 15 }, (_, i) => `n${i}`)]);
  expect(inList("hidden")).toEqual(["me", ...Array.from({ length: 17 }, (_, i) => `n${i}`)]);
  for (const id of ["n25", "address", "stranger", "hostile"]) expect(inList(id)).toEqual(await related(id));
});

test("severities are all known", async () => {
  const all = SEVERITIES.map((severity, i) => found({ id: severity, kind: "query", first: i, severity }));
  await state.follow(all, hour(0));
  expect(await ids({ sort: "severity" })).toEqual(SEVERITIES);
});

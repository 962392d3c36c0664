import { expect, test } from "vitest";
import type { Session } from "../../src/driver/duckdb.ts";
import type { Notice } from "../../src/notify/channel.ts";
import { insertNotices, moveThread, toldLevels } from "../../src/notify/outbox.ts";
import { abandon, decide, markSent, outboxCounts, withhold } from "../../src/notify/queue.ts";
import { makeNotice, NOW } from "./fixtures.ts";
import { outboxRows, type State, withState } from "./state-fixture.ts";

const on = (state: State) => ({
  insert: (...notices: readonly Notice[]) =>
    state.writes.transaction((session) => insertNotices(session, notices, NOW)),
  told: async (thread: string, channel = "soc") =>
    state.writes.transaction(async (session) => (await toldLevels(session, [thread, "none"]))(thread, channel)),
  sent: ({ key }: Notice) =>
    state.writes.transaction(async (session) => {
      await decide(session, [key]);
      await markSent(session, key, NOW);
    }),
  move: (from: string, to: string) => state.writes.transaction((session) => moveThread(session, from, to)),
  write: (work: (session: Session) => Promise<void>) => state.writes.transaction(work),
  rows: () => outboxRows(state),
});

test("a notice is put in once, whatever has become of it", () =>
  withState(async (state) => {
    const { insert, sent, rows, told } = on(state);
    const notice = makeNotice({ thread: "it's; a \u0000 thread" });
    expect(await told(notice.thread)).toBeNull();
    expect(await insert(notice, notice)).toBe(1);
    expect(await insert(notice)).toBe(0);
    await sent(notice);
    expect(await insert(notice, makeNotice({ thread: "other" }))).toBe(1);
    expect((await rows()).map(({ status }) => status).sort()).toEqual(["pending", "sent"]);
    expect(await told("other")).toBe("medium");
    expect(await told("other", "pager")).toBeNull();
  }));

test("what is withheld counts as not told, and can be told again", () =>
  withState(async (state) => {
    const { insert, write, rows, told } = on(state);
    const notice = makeNotice();
    await insert(notice);
    await write((session) => withhold(session, [notice.key], "suppressed"));
    expect(await told("t1")).toBeNull();
    expect(await insert(notice)).toBe(1);
    expect(await rows()).toMatchObject([{ status: "pending", error: null, digest: null }]);
  }));

test("what may have been seen is not withheld", () =>
  withState(async (state) => {
    const { insert, write, rows } = on(state);
    const notice = makeNotice();
    await insert(notice);
    await write((session) => decide(session, [notice.key]));
    await write((session) => withhold(session, [notice.key], "suppressed"));
    expect(await rows()).toMatchObject([{ status: "pending" }]);
  }));

test("merged threads: the level told is the higher of both, and nothing is told again", () =>
  withState(async (state) => {
    const { insert, sent, move, rows, told } = on(state);
    const [a, b] = [makeNotice({ thread: "a", severity: "high" }), makeNotice({ thread: "b", severity: "low" })];
    await insert(a, b);
    await sent(a);
    await sent(b);
    await move("a", "b");
    expect(await told("b")).toBe("high");
    expect((await rows()).map(({ thread, status }) => [thread, status])).toEqual([
      ["b", "sent"],
      ["b", "sent"],
    ]);
    // The same key again, or the same words under another key.
    expect(await insert(a, makeNotice({ thread: "b", severity: "high" }))).toBe(0);
  }));

test("of two that say the same one is left, the one that may have been seen", () =>
  withState(async (state) => {
    const { insert, sent, move, rows } = on(state);
    const [a, b] = [makeNotice({ thread: "a" }), makeNotice({ thread: "b" })];
    await insert(a, b);
    await sent(a);
    await move("a", "b");
    expect(await rows()).toMatchObject([{ key: a.key, thread: "b", status: "sent" }]);
  }));

test("of two that were sent both stay, each known by its key", () =>
  withState(async (state) => {
    const { insert, sent, move, rows, told } = on(state);
    const [a, b] = [makeNotice({ thread: "a" }), makeNotice({ thread: "b" })];
    await insert(a, b);
    await sent(a);
    await sent(b);
    await move("a", "b");
    expect(await rows()).toMatchObject([
      { key: a.key, thread: "a" },
      { key: b.key, thread: "b" },
    ]);
    expect([await told("a"), await told("b")]).toEqual(["medium", "medium"]);
  }));

test("what waits and says no more than the other thread told is dropped", () =>
  withState(async (state) => {
    const { insert, sent, move, rows } = on(state);
    const a = makeNotice({ thread: "a", severity: "high" });
    const waiting = [
      makeNotice({ thread: "b", severity: "medium" }),
      makeNotice({ thread: "b", kind: "severity", severity: "critical" }),
    ];
    await insert(a, ...waiting);
    await sent(a);
    await move("b", "a");
    expect((await rows()).map(({ key, severity }) => [key, severity])).toEqual([
      [a.key, 3],
      [waiting[1]?.key, 4],
    ]);
  }));

test("what is left of a channel that is gone is given up after three days, and counted", () =>
  withState(async (state) => {
    const { insert, write } = on(state);
    await insert(makeNotice(), makeNotice({ channel: "gone" }));
    await write((session) => abandon(session, ["soc"], NOW));
    expect((await state.writes.transaction(outboxCounts)).map(({ status }) => status)).toEqual(["pending", "pending"]);
    await write((session) => abandon(session, ["soc"], NOW + 1));
    expect(await state.writes.transaction(outboxCounts)).toEqual([
      { channel: "gone", status: "gave_up", count: 1, oldest: NOW },
      { channel: "soc", status: "pending", count: 1, oldest: NOW },
    ]);
  }));

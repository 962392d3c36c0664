import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AlertChanges } from "../../src/alert/store/revision.ts";
import type { AlertEvent } from "../../src/api/backend.ts";
import type { RuleRevision } from "../../src/engine/live/judge.ts";
import { Announcer, GROWTH_WAIT } from "../../src/serve/announce.ts";
import { found, known, type Sketch } from "../alert/store/found.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const SECOND = 1_000;

function open() {
  const announcer = new Announcer();
  const told: string[] = [];
  announcer.subscribe(({ kind, id }: AlertEvent) => void told.push(`${kind} ${id}`));
  /** What was told since it was asked the last time. */
  const heard = (): readonly string[] => told.splice(0);
  return { announcer, heard };
}

const NOTHING: AlertChanges = { opened: [], revised: [], merged: [], superseded: [] };
const look = (...changes: readonly Partial<AlertChanges>[]): readonly RuleRevision[] =>
  changes.map((each) => ({ changes: { ...NOTHING, ...each } }) as RuleRevision);

const BEFORE: Sketch = { id: "a", first: 1, last: 2, severity: "medium" };
const grown = (id: string) => ({
  from: known({ ...BEFORE, id }),
  to: found({ ...BEFORE, id, last: 3, events: ["one", "more"] }),
});
const changed = (over: Partial<Sketch>) => ({ from: known(BEFORE), to: found({ ...BEFORE, last: 3, ...over }) });

test("of one look the opened alerts come first, whatever the rule; those hidden from the start are not told", () => {
  const { announcer, heard } = open();
  announcer.revisions(
    look(
      { revised: [changed({ severity: "high" })], superseded: [{ from: known({ id: "s", first: 1 }), because: "" }] },
      { opened: [found({ id: "hidden", first: 1, suppressedBy: "s-1" })] },
      { opened: [found({ id: "new", first: 5 })], merged: [{ from: known({ id: "m", first: 1 }), into: "new" }] },
    ),
  );
  expect(heard()).toEqual(["opened new", "revised a", "superseded s", "merged new"]);
});

describe("at once is told", () => {
  test.each([
    ["a rise in severity", changed({ severity: "high" })],
    ["a fall in severity", changed({ severity: "low" })],
    ["another id", changed({ id: "b" })],
    ["a suppression", changed({ suppressedBy: "s-1" })],
    ["an earlier first event", changed({ first: 0.5 })],
    ["an earlier last event", changed({ last: 1.5 })],
    ["another new value", changed({ kind: "new_value", values: ["v"] })],
    ["that it is back", { ...changed({}), from: known(BEFORE, { status: "superseded" }) }],
  ])("%s", (_, each) => {
    const { announcer, heard } = open();
    announcer.revisions(look({ revised: [each] }));
    expect(heard()).toEqual([`revised ${each.to.alert.id}`]);
    vi.advanceTimersByTime(2 * GROWTH_WAIT);
    expect(heard()).toEqual([]);
  });
});

test("hundreds of alerts that grow with every look are told once in a while each, and at last after they last grew", () => {
  const { announcer, heard } = open();
  const ids = Array.from({ length: 500 }, (_, i) => `a-${i}`);
  const told: string[] = [];
  const each = look({ revised: ids.map((id) => grown(id)) });
  for (let second = 0; second < 100; second++) {
    announcer.revisions(each);
    vi.advanceTimersByTime(SECOND);
    told.push(...heard());
  }
  // At 30, 60 and 90 or 91 seconds.
  for (const id of ids) expect(told.filter((line) => line === `revised ${id}`)).toHaveLength(3);
  vi.advanceTimersByTime(GROWTH_WAIT);
  expect([...heard()].sort()).toEqual(ids.map((id) => `revised ${id}`).sort());
  vi.advanceTimersByTime(10 * GROWTH_WAIT);
  expect(heard()).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("growth is told on its own time, alert by alert", () => {
  const { announcer, heard } = open();
  announcer.revisions(look({ revised: [grown("a")] }));
  vi.advanceTimersByTime(10 * SECOND);
  announcer.revisions(look({ revised: [grown("a"), grown("b")] }));
  vi.advanceTimersByTime(GROWTH_WAIT - 10 * SECOND);
  expect(heard()).toEqual(["revised a"]);
  vi.advanceTimersByTime(10 * SECOND);
  expect(heard()).toEqual(["revised b"]);
});

test("what is told of an alert tells of its growth as well", () => {
  const { announcer, heard } = open();
  const ids = ["by-triage", "merged", "gone", "moved"];
  announcer.revisions(look({ revised: ids.map((id) => grown(id)) }));
  announcer.tell({ kind: "triage", id: "by-triage" });
  announcer.revisions(
    look({
      revised: [{ from: known({ ...BEFORE, id: "moved" }), to: found({ ...BEFORE, id: "new-id" }) }],
      merged: [{ from: known({ ...BEFORE, id: "merged" }), into: "host" }],
      superseded: [{ from: known({ ...BEFORE, id: "gone" }), because: "" }],
    }),
  );
  expect(heard()).toEqual(["triage by-triage", "revised new-id", "merged host", "superseded gone"]);
  vi.advanceTimersByTime(GROWTH_WAIT);
  expect(heard()).toEqual([]);
});

test("what waits is bounded: those that waited longest are told early", () => {
  const { announcer, heard } = open();
  const revised = Array.from({ length: 10_002 }, (_, i) => grown(`a-${i}`));
  announcer.revisions(look({ revised }));
  expect(heard()).toEqual(["revised a-0", "revised a-1"]);
  vi.advanceTimersByTime(GROWTH_WAIT);
  expect(heard()).toHaveLength(10_000);
});

test("after it was closed nothing is told, and nothing waits", () => {
  const { announcer, heard } = open();
  announcer.revisions(look({ revised: [grown("a")] }));
  announcer.close();
  expect(vi.getTimerCount()).toBe(0);
  announcer.tell({ kind: "triage", id: "a" });
  expect(heard()).toEqual([]);
});

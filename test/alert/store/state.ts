import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { openDesk } from "../../../src/alert/store/desk.ts";
import { knownAlerts } from "../../../src/alert/store/known-alerts.ts";
import { revise } from "../../../src/alert/store/revise.ts";
import type { AlertChanges, FoundRevision } from "../../../src/alert/store/revision.ts";
import type { AlertDesk } from "../../../src/alert/store/stored-alert.ts";
import { type Written, writeChanges } from "../../../src/alert/store/write-changes.ts";
import { type Database, openDatabase } from "../../../src/driver/duckdb.ts";
import { ATTACH_MEMORY, createState } from "../../../src/lake/state.ts";
import { Writes } from "../../../src/lake/writes.ts";
import { RULE } from "./found.ts";

/** A state in memory, empty before each test, with a clock that goes on by a second whenever it is read. */
export interface TestState {
  readonly database: Database;
  readonly writes: Writes;
  readonly desk: AlertDesk;
  now(): number;
  empty(): Promise<void>;
  /** As the engine does it: what evaluation of `[from, ...)` finds now, of one rule. */
  follow(all: readonly FoundRevision[], from: number, rule?: string): Promise<AlertChanges & Written>;
}

export const CLOCK = Date.parse("2026-05-01T00:00:00.000Z");

/** To be called once in a test file. */
export function useState(): TestState {
  let opened: { readonly database: Database; readonly writes: Writes; readonly desk: AlertDesk } | undefined;
  let time = CLOCK;
  const now = () => {
    time += 1_000;
    return time;
  };
  const get = () => {
    if (opened === undefined) throw new Error("not open");
    return opened;
  };
  const empty = async () => {
    time = CLOCK;
    for (const table of ["alerts", "alert_aliases", "threads", "comments", "audit"])
      await get().database.run(`DELETE FROM state.${table}`);
  };
  beforeAll(async () => {
    const temporaryDirectory = join(tmpdir(), `trailhound-store-${process.pid}`);
    const database = await openDatabase({ path: ":memory:", temporaryDirectory, memoryLimit: "1GB", threads: 2 });
    await database.run(ATTACH_MEMORY);
    await createState(database);
    const writes = new Writes(database);
    opened = { database, writes, desk: openDesk(database, writes, now) };
  });
  beforeEach(empty);
  afterAll(() => opened?.database.close());
  return {
    get database() {
      return get().database;
    },
    get writes() {
      return get().writes;
    },
    get desk() {
      return get().desk;
    },
    now,
    empty,
    follow: (all, from, rule = RULE) => follow(get(), now(), { all, from, rule }),
  };
}

interface Step {
  readonly all: readonly FoundRevision[];
  readonly from: number;
  readonly rule: string;
}

async function follow(
  { database, writes }: { readonly database: Database; readonly writes: Writes },
  now: number,
  { all, from, rule }: Step,
): Promise<AlertChanges & Written> {
  const known = (await knownAlerts(database, [{ rule, from }])).get(rule) ?? [];
  const present = all.filter(({ place }) => place >= from);
  const isKnown = (each: FoundRevision) =>
    known.some(
      ({ id, status, digest, place, suppressedBy }) =>
        id === each.alert.id &&
        status === "current" &&
        digest === each.digest &&
        place === each.place &&
        suppressedBy === each.suppressedBy,
    );
  const ids = new Set(present.map(({ alert }) => alert.id));
  const changes = revise(known, { rule, ids, changed: present.filter((each) => !isKnown(each)) });
  const written = await writes.transaction((session) =>
    writeChanges(session, [{ rule, ruleName: "A rule", changes }], now),
  );
  return { ...changes, ...written };
}

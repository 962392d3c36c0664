import { expect, test } from "vitest";
import type { AlertChanges } from "../../src/alert/store/revision.ts";
import type { BatchDone } from "../../src/engine/live/live.ts";
import type { Delivery, LogSource } from "../../src/ingest/sources/source.ts";
import { BatchLoop } from "../../src/serve/batch-loop.ts";
import type { Data } from "../../src/serve/data.ts";
import { Turns } from "../../src/serve/turns.ts";
import { found, known } from "../alert/store/found.ts";
import { heldLog } from "./log-lines.ts";

const BEGUN = 1_000_000;
const NOTHING: AlertChanges = { opened: [], revised: [], merged: [], superseded: [] };
const DONE: BatchDone = {
  ...{ events: 1, duplicates: 0, tooLate: 0, objects: 1, isJudged: true, revisions: [], failed: [], notices: 0 },
};

interface Play {
  /** What the engine does with each delivery. */
  readonly take: () => Promise<BatchDone>;
  readonly tidy?: () => Promise<void>;
}

/** A loop over one source that delivers an object for each of these arrivals. */
function open({ take, tidy = async () => undefined }: Play) {
  const clock = { now: BEGUN };
  const held = heldLog();
  const data = { live: { take, tidy } } as unknown as Data;
  const loop = new BatchLoop({
    data: () => data,
    mend: async () => undefined,
    turns: new Turns(),
    log: held.log,
    now: () => clock.now,
    onDone: async () => undefined,
  });
  const run = async (...arrivals: readonly (number | null)[]): Promise<void> => {
    const left = arrivals.map(deliveryOf);
    const next = async () => left.shift() ?? null;
    const source = { name: "dir:logs", next } satisfies Partial<LogSource>;
    await loop.run(source as unknown as LogSource, new AbortController().signal);
  };
  return { ...held, clock, loop, run };
}

function deliveryOf(arrived: number | null): Delivery {
  const object = { key: "a.json", etag: "1", size: 1, path: "a.json", reason: null, arrived };
  return { objects: [object], caughtUp: true, committed: async () => undefined, failed: async () => undefined };
}

test.each([
  ["was there before the process", BEGUN - 1_200_000, 0],
  ["is of an unknown age", null, 0],
  ["came while it runs", BEGUN + 7_000, 15_000],
])("what %s waits for its commit since it was found here", async (_, arrived, waited) => {
  const seen: (number | null)[] = [];
  const opened = open({
    take: async () => {
      seen.push(opened.loop.facts.waitingSince);
      return DONE;
    },
  });
  opened.clock.now = BEGUN + 22_000;
  await opened.run(arrived);
  expect(seen).toEqual([opened.clock.now - waited]);
  expect(opened.loop.facts.waitingSince).toBeNull();
});

test("what could not be committed waits on, also while it is delivered again", async () => {
  const seen: (number | null)[] = [];
  const opened = open({
    take: async () => {
      seen.push(opened.loop.facts.waitingSince);
      opened.clock.now += 60_000;
      if (seen.length === 1) throw new Error("no space left");
      return DONE;
    },
  });
  const ran = opened.run(null, null);
  await expect.poll(() => opened.loop.facts.failure).toBe("no space left");
  expect(opened.loop.facts.waitingSince).toBe(BEGUN);
  await ran;
  expect(seen).toEqual([BEGUN, BEGUN]);
  expect(opened.loop.facts).toMatchObject({ failure: null, waitingSince: null });
});

test("the line of a batch counts alerts, not rules; gone ones when there are any", async () => {
  const [one, two] = [found({ id: "one", first: 1 }), found({ id: "two", first: 1 })];
  const revised = [{ from: known({ id: "two", first: 1 }), to: two }];
  const superseded = [{ from: known({ id: "three", first: 1 }), because: "" }];
  const merged = [{ from: known({ id: "four", first: 1 }), into: "one" }];
  const batches: readonly Partial<AlertChanges>[][] = [
    [{ opened: [one, two] }, { opened: [one], revised }],
    [{ superseded }, { merged }],
    [],
  ];
  const left = batches.map((each) => each.map((changes) => ({ changes: { ...NOTHING, ...changes } })));
  const { run, lines } = open({
    take: async () => ({ ...DONE, revisions: (left.shift() ?? []) as unknown as BatchDone["revisions"] }),
  });
  await run(null, null, null);
  const line = { level: "info", msg: "batch", source: "dir:logs", objects: 1, events: 1, duplicates: 0, tooLate: 0 };
  expect(lines).toEqual([
    { ...line, opened: 3, revised: 1, ms: 0 },
    { ...line, opened: 0, revised: 0, gone: 2, ms: 0 },
    { ...line, opened: 0, revised: 0, ms: 0 },
  ]);
});

test("parts that cannot be merged do no harm to the batch, and are said", async () => {
  const { run, heard, loop } = open({ take: async () => DONE, tidy: () => Promise.reject(new Error("a full disk")) });
  await run(null);
  expect(heard().slice(1)).toEqual([
    {
      ...{ level: "warn", msg: "small parts could not be merged; it is tried again after the next batch" },
      reason: "a full disk",
    },
  ]);
  expect(loop.facts).toMatchObject({ failure: null, lastBatch: { events: 1 } });
});

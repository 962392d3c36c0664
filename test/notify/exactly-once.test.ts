import fc from "fast-check";
import { expect, test } from "vitest";
import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import type { Channel, Message } from "../../src/notify/channel.ts";
import { Dispatcher } from "../../src/notify/dispatcher.ts";
import { keyOf } from "../../src/notify/key-of.ts";
import { insertNotices, moveThread, toldLevels } from "../../src/notify/outbox.ts";
import { planNotices } from "../../src/notify/plan.ts";
import { rankOf } from "../../src/notify/severity-rank.ts";
import { SEVERITIES, type Severity } from "../../src/rule/rule.ts";
import { makeAlert, makeStored } from "../alert/make-alert.ts";
import { FakeClock } from "./fake-clock.ts";
import { NEVER } from "./fixtures.ts";
import { mortal, outboxRows, type State, storeAlert, withState } from "./state-fixture.ts";

const ROUTES = [
  { channels: ["soc"], digestOver: 2 },
  { channels: ["pager"], severity: "high" },
] as const;
const CHANNELS = ["soc", "pager"];

type Step =
  | { readonly kind: "batch"; readonly changes: readonly (readonly [thread: number, Severity, suppressed: boolean])[] }
  | { readonly kind: "merge"; readonly from: number; readonly to: number }
  | Life;

/** A process that runs until nothing waits, or is killed while it sends, before or after the message arrived. The receiver fails at first. */
interface Life {
  readonly kind: "life";
  /** Of the messages of this life; null: it is not killed. */
  readonly killedAt: number | null;
  readonly isLost: boolean;
  readonly failures: number;
}

const thread = fc.nat({ max: 5 });
const isSuppressed = fc.constantFrom(true, false, false, false);
const batch: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("batch" as const),
  changes: fc.array(fc.tuple(thread, fc.constantFrom(...SEVERITIES), isSuppressed), { minLength: 2, maxLength: 6 }),
});
const merge: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("merge" as const), from: thread, to: thread });
const life: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("life" as const),
  killedAt: fc.option<number | null>(fc.integer({ min: 1, max: 2 }), { freq: 4 }),
  isLost: fc.boolean(),
  failures: fc.nat({ max: 2 }),
});
/** Something comes, perhaps two alerts become one, then a process that is mostly killed. */
const chapter = fc
  .tuple(batch, fc.option(merge, { freq: 1 }), life)
  .map(([come, merged, lived]) => (merged === null ? [come, lived] : [come, merged, lived]));

interface Arrival {
  readonly channel: string;
  readonly message: Message;
  /** Keys of the notices that it stands for. */
  readonly notices: readonly string[];
}

class World {
  readonly arrivals: Arrival[] = [];
  readonly alerts = new Map<string, StoredAlert>();
  readonly #clock = new FakeClock();
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  /** What the engine's transaction does. */
  async batch(changes: (Step & { kind: "batch" })["changes"]): Promise<void> {
    await this.#state.writes.transaction(async (session) => {
      const changed = changes.map(([number, severity, suppressed]) => {
        const name = `t${number}`;
        const suppressedBy = suppressed ? "s" : null;
        this.alerts.set(name, makeStored(makeAlert({ id: name, severity }), { thread: name, suppressedBy }));
        return { thread: name, alert: makeAlert({ id: name, severity }), suppressed };
      });
      for (const { thread: name } of changed) await storeAlert(session, this.#stored(name));
      const told = await toldLevels(
        session,
        changed.map((each) => each.thread),
      );
      const notices = planNotices({ opened: [], revised: changed }, ROUTES, told);
      await insertNotices(session, notices, this.#clock.now());
    });
  }

  #stored(name: string): StoredAlert {
    const stored = this.alerts.get(name);
    if (stored === undefined) throw new Error(`no ${name}`);
    return stored;
  }

  async merge(from: string, to: string): Promise<void> {
    if (from === to || !this.alerts.has(from) || !this.alerts.has(to)) return;
    this.alerts.delete(from);
    await this.#state.writes.transaction(async (session) => {
      await session.run("DELETE FROM state.alerts WHERE id = ?", [from]);
      await moveThread(session, from, to);
    });
  }

  async life({ killedAt, isLost, failures }: Life): Promise<void> {
    const process = mortal(this.#state);
    let [left, isDead, failing] = [killedAt, false, failures];
    const channels = CHANNELS.map((name): readonly [string, Channel] => [
      name,
      {
        name,
        send: async (message) => {
          if (isDead) return new Promise(() => undefined);
          if (failing-- > 0) return { kind: "retry", reason: "not now" };
          const rows = await outboxRows(this.#state);
          const notices = rows.filter(({ digest }) => digest === keyOf(message)).map(({ key }) => key);
          if (left !== null && --left === 0) {
            isDead = true;
            process.kill();
            if (isLost) return new Promise(() => undefined);
          }
          this.arrivals.push({ channel: name, message, notices });
          return { kind: "sent" };
        },
        close: async () => undefined,
      },
    ]);
    const dispatcher = new Dispatcher({
      ...process.state,
      channels: new Map(channels),
      routes: ROUTES,
      load: async (id) => this.alerts.get(id) ?? null,
      clock: this.#clock,
      random: () => 1,
    });
    await dispatcher.start();
    while (!isDead && (await this.#pending()) > 0) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      this.#clock.advance(Math.max(this.#clock.next() ?? 0, 0));
    }
    if (!isDead) await dispatcher.stop(NEVER);
  }

  async #pending(): Promise<number> {
    return (await outboxRows(this.#state)).filter(({ status }) => status === "pending").length;
  }
}

/** Thread, channel, kind and severity of a notice. */
function saidBy({ channel, message }: Arrival): string {
  if (message.kind === "digest") return `digest ${message.key}`;
  const { notice } = message;
  return [notice.thread, channel, notice.kind, notice.severity].join(" ");
}

async function check(world: World, state: State): Promise<void> {
  const rows = await outboxRows(state);
  const keys = new Map<string, string>();
  for (const arrival of world.arrivals) {
    const said = saidBy(arrival);
    // Nothing is said under two keys: a receiver that drops what it has seen sees each thing once.
    expect(keys.get(said) ?? keyOf(arrival.message), said).toBe(keyOf(arrival.message));
    keys.set(said, keyOf(arrival.message));
  }
  const messages = new Map<string, string>();
  for (const { message, notices } of world.arrivals) {
    for (const key of notices) {
      // A notice is in one message for good, alone or in one digest.
      expect(messages.get(key) ?? keyOf(message)).toBe(keyOf(message));
      messages.set(key, keyOf(message));
    }
  }
  const arrived = new Set(world.arrivals.map(({ message }) => keyOf(message)));
  for (const row of rows) {
    if (row.status === "withheld") continue;
    expect(row.status).toBe("sent");
    expect(arrived).toContain(row.digest);
    if (row.digest !== row.key) expect(arrived).not.toContain(row.key);
  }
  await state.writes.transaction(async (session) => {
    const told = await toldLevels(session, [...world.alerts.keys()]);
    for (const { thread: name, alert, suppressedBy } of world.alerts.values())
      for (const channel of suppressedBy === null ? CHANNELS : []) {
        const level = told(name, channel);
        if (channel === "pager" && rankOf(alert.rule.severity) < rankOf("high")) continue;
        expect(level === null ? -1 : rankOf(level), `${name} ${channel}`).toBeGreaterThanOrEqual(
          rankOf(alert.rule.severity),
        );
      }
  });
}

test("whatever comes, merges, fails and is killed: everything is told, and nothing under two keys", () =>
  withState(async (state) => {
    await fc.assert(
      fc.asyncProperty(fc.array(chapter, { minLength: 2, maxLength: 4 }), async (chapters) => {
        await state.writes.transaction(async (session) => {
          for (const table of ["outbox", "alerts"]) await session.run(`DELETE FROM state.${table}`);
        });
        const world = new World(state);
        for (const each of chapters.flat()) {
          if (each.kind === "batch") await world.batch(each.changes);
          if (each.kind === "merge") await world.merge(`t${each.from}`, `t${each.to}`);
          if (each.kind === "life") await world.life(each);
        }
        await world.life({ kind: "life", killedAt: null, isLost: false, failures: 0 });
        await check(world, state);
      }),
      { numRuns: 30 },
    );
  }));

import { expect, test } from "vitest";
import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import type { Channel, Message, Notice, Sent } from "../../src/notify/channel.ts";
import type { RouteConfig } from "../../src/notify/config.ts";
import type { DispatchEvent } from "../../src/notify/dispatch-event.ts";
import { Dispatcher, type DispatcherOptions } from "../../src/notify/dispatcher.ts";
import { keyOf } from "../../src/notify/key-of.ts";
import { NotifyError } from "../../src/notify/notify-error.ts";
import { openChannels } from "../../src/notify/open-channels.ts";
import { insertNotices } from "../../src/notify/outbox.ts";
import type { Severity } from "../../src/rule/rule.ts";
import { DAY, HOUR, MINUTE } from "../../src/util/duration.ts";
import { makeAlert, makeStored } from "../alert/make-alert.ts";
import { FakeClock } from "./fake-clock.ts";
import { makeNotice, NEVER, NOW, receiver } from "./fixtures.ts";
import { mortal, outboxRows, type State, storeAlert, withState } from "./state-fixture.ts";

const ABORTED = AbortSignal.abort();
const POLL = { timeout: 30_000, interval: 5 };

/** A channel that keeps what it was given, and answers as told. */
function fakeChannel(name: string, answer: (message: Message, signal: AbortSignal) => Sent | Promise<Sent>) {
  const got: Message[] = [];
  const channel: Channel = {
    name,
    send: async (message, signal) => {
      got.push(message);
      return answer(message, signal);
    },
    close: async () => undefined,
  };
  return { channel, got, keys: () => got.map(keyOf) };
}

const SENT: Sent = { kind: "sent" };
const RETRY: Sent = { kind: "retry", reason: "the receiver answers 503" };

interface Bench {
  readonly clock: FakeClock;
  readonly events: DispatchEvent[];
  readonly alerts: Map<string, StoredAlert>;
  /** Stores an alert and puts its opening into the outbox. */
  open(thread: string, severity?: Severity, channel?: string): Promise<Notice>;
  store(stored: StoredAlert): Promise<void>;
  dispatcher(channels: readonly Channel[], over?: Partial<DispatcherOptions>): Dispatcher;
  /** Goes on with the clock, by what is waited for, until something holds. */
  until(holds: () => boolean | Promise<boolean>, upTo?: number): Promise<void>;
}

function bench(state: State): Bench {
  const clock = new FakeClock();
  const alerts = new Map<string, StoredAlert>();
  const events: DispatchEvent[] = [];
  const store = async (stored: StoredAlert): Promise<void> => {
    alerts.set(stored.alert.id, stored);
    await state.writes.transaction((session) => storeAlert(session, stored));
  };
  return {
    clock,
    events,
    alerts,
    store,
    open: async (thread, severity = "medium", channel = "soc") => {
      await store(makeStored(makeAlert({ id: thread, severity })));
      const notice = makeNotice({ thread, alert: thread, severity, channel });
      await state.writes.transaction((session) => insertNotices(session, [notice], clock.now()));
      return notice;
    },
    dispatcher: (channels, over = {}) =>
      new Dispatcher({
        ...state,
        channels: new Map(channels.map((each) => [each.name, each])),
        routes: [],
        load: async (id) => alerts.get(id) ?? null,
        report: (event) => events.push(event),
        clock,
        random: () => 1,
        ...over,
      }),
    until: async (holds, upTo = Number.POSITIVE_INFINITY) => {
      const end = clock.now() + upTo;
      await expect
        .poll(async () => {
          if (await holds()) return true;
          const next = clock.next();
          if (next !== null && clock.now() + next <= end) clock.advance(next);
          return false;
        }, POLL)
        .toBe(true);
    },
  };
}

const statuses = async (state: State): Promise<readonly string[]> =>
  (await outboxRows(state)).map(({ status }) => status);

test("sends what is there at the start and what comes later, and marks it", () =>
  withState(async (state) => {
    const { open, dispatcher, until } = bench(state);
    const { channel, keys, got } = fakeChannel("soc", () => SENT);
    const first = await open("a", "high");
    const running = dispatcher([channel]);
    await running.start();
    await until(async () => (await statuses(state)).includes("sent"), 0);
    const second = await open("b");
    running.wake();
    await until(async () => (await statuses(state)).filter((status) => status === "sent").length === 2, 0);
    await running.stop(NEVER);
    expect(keys()).toEqual([first.key, second.key]);
    expect(got[0]).toMatchObject({ kind: "alert", notice: first, stored: { alert: { id: "a" } } });
    expect(await outboxRows(state)).toMatchObject([{ attempts: 1, error: null, digest: first.key }, {}]);
  }));

test("what fails is tried again under its key, after 1, 2, 4 seconds, or as the receiver asks", () =>
  withState(async (state) => {
    const { open, dispatcher, until, clock, events } = bench(state);
    const answers: Sent[] = [RETRY, RETRY, RETRY, { ...RETRY, afterMs: HOUR }, SENT];
    const times: number[] = [];
    const { channel, keys } = fakeChannel("soc", () => {
      times.push(clock.now() - NOW);
      return answers.shift() ?? SENT;
    });
    const { key } = await open("a");
    const running = dispatcher([channel]);
    await running.start();
    await until(() => times.length === 4);
    await until(() => events.length === 4, 0);
    expect(await outboxRows(state)).toMatchObject([
      { status: "pending", attempts: 4, error: "the receiver answers 503" },
    ]);
    expect(running.status()).toEqual([
      { name: "soc", failures: 4, problem: "the receiver answers 503", blockedUntil: NOW + 7_000 + HOUR },
    ]);
    await until(async () => (await statuses(state)).includes("sent"));
    await running.stop(NEVER);
    expect(times).toEqual([0, 1_000, 3_000, 7_000, 7_000 + HOUR]);
    expect(new Set(keys())).toEqual(new Set([key]));
    expect(events.map(({ kind }) => kind)).toEqual(["retry", "retry", "retry", "retry", "sent"]);
    expect(running.status()).toMatchObject([{ failures: 0, problem: null, blockedUntil: null }]);
  }));

test("gives up after three days, at most a quarter of an hour apart, and says so", () =>
  withState(async (state) => {
    const { open, dispatcher, until, clock } = bench(state);
    const times: number[] = [];
    const { channel } = fakeChannel("soc", () => {
      times.push(clock.now());
      return RETRY;
    });
    await open("a");
    clock.advance(3 * DAY - HOUR);
    const running = dispatcher([channel]);
    await running.start();
    await until(async () => (await statuses(state)).includes("gave_up"));
    await running.stop(NEVER);
    const last = times.at(-1) ?? 0;
    expect(last - NOW).toBeGreaterThanOrEqual(3 * DAY);
    expect(last - NOW).toBeLessThan(3 * DAY + 15 * MINUTE);
    expect(Math.max(...times.slice(1).map((time, at) => time - (times[at] ?? 0)))).toBe(15 * MINUTE);
    expect(await outboxRows(state)).toMatchObject([{ error: "the receiver answers 503" }]);
  }));

test("what is refused, and an alert that is gone, do not hold up the others", () =>
  withState(async (state) => {
    const { open, dispatcher, until, alerts } = bench(state);
    const refused: Sent = { kind: "refused", reason: "the receiver answers 400" };
    const { channel } = fakeChannel("soc", (message) =>
      message.kind === "alert" && message.notice.thread === "a" ? refused : SENT,
    );
    for (const thread of ["a", "b", "c"]) await open(thread);
    alerts.delete("b");
    const running = dispatcher([channel]);
    await running.start();
    await until(async () => !(await statuses(state)).includes("pending"), 0);
    await running.stop(NEVER);
    expect((await outboxRows(state)).map(({ status, error }) => [status, error])).toEqual([
      ["refused", "the receiver answers 400"],
      ["refused", "the alert is not stored any more"],
      ["sent", null],
    ]);
  }));

test("one that always fails, or that breaks the channel, does not hold up the others", () =>
  withState(async (state) => {
    const { open, dispatcher, until } = bench(state);
    const { channel } = fakeChannel("soc", (message) => {
      if (message.kind === "alert" && message.notice.thread === "a") throw new TypeError("secret text");
      return SENT;
    });
    await open("a", "critical");
    const running = dispatcher([channel]);
    await running.start();
    for (let i = 0; i < 10; i++) await open(`b${i}`);
    running.wake();
    await until(async () => (await statuses(state)).filter((status) => status === "sent").length === 10, MINUTE);
    await running.stop(NEVER);
    expect((await outboxRows(state))[0]).toMatchObject({
      status: "pending",
      error: "it failed unexpectedly (TypeError)",
    });
  }));

test("a channel that hangs does not hold up another, and a stop does not wait for it", () =>
  withState(async (state) => {
    const { open, dispatcher, until } = bench(state);
    const hanging = fakeChannel("soc", (_message, signal) => {
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve(RETRY)));
    });
    const pager = fakeChannel("pager", () => SENT);
    await open("a");
    const running = dispatcher([hanging.channel, pager.channel]);
    await running.start();
    await until(() => hanging.got.length === 1, 0);
    await open("b", "medium", "pager");
    running.wake();
    await until(async () => (await statuses(state)).includes("sent"), 0);
    await running.stop(ABORTED);
    // Cut off: not a failure, it is simply sent again.
    expect(await outboxRows(state)).toMatchObject([
      { thread: "a", status: "pending", attempts: 0 },
      { thread: "b", status: "sent" },
    ]);
  }));

test("an alert that was suppressed or superseded before it was told is withheld", () =>
  withState(async (state) => {
    const { open, store, dispatcher, until } = bench(state);
    const { channel, keys } = fakeChannel("soc", () => SENT);
    await open("a");
    await open("b");
    const { key } = await open("c");
    await store(makeStored(makeAlert({ id: "a" }), { suppressedBy: "s1" }));
    await store(makeStored(makeAlert({ id: "b" }), { status: "superseded", because: "seen before" }));
    const running = dispatcher([channel]);
    await running.start();
    await until(async () => !(await statuses(state)).includes("pending"), 0);
    await running.stop(NEVER);
    expect(keys()).toEqual([key]);
    expect(await statuses(state)).toEqual(["withheld", "withheld", "sent"]);
  }));

test("killed between sending and marking, the same messages go out under the same keys, digests with the same notices", () =>
  withState(async (state) => {
    const { open, dispatcher, until } = bench(state);
    const routes: readonly RouteConfig[] = [{ channels: ["soc"], digestOver: 3 }];
    for (let i = 0; i < 12; i++) await open(`t${i}`, i === 7 ? "critical" : "low");
    const seen: Message[][] = [];
    for (let life = 0; life < 3; life++) {
      const process = mortal(state);
      let killed = (): void => undefined;
      const death = new Promise<void>((resolve) => {
        killed = resolve;
      });
      // Four arrive, and that is the last that this process does.
      const { channel, got } = fakeChannel("soc", async () => {
        if (got.length < 4) await death;
        process.kill();
        killed();
        return SENT;
      });
      await dispatcher([channel], { ...process.state, routes }).start();
      await until(() => got.length >= 4, 0);
      seen.push(got);
      // What comes meanwhile changes nothing in what was decided.
      await open(`later${life}`, "critical");
    }
    const { channel, got } = fakeChannel("soc", () => SENT);
    const running = dispatcher([channel], { routes });
    await running.start();
    await until(async () => !(await statuses(state)).includes("pending"));
    await running.stop(NEVER);
    seen.push(got);
    const [first = []] = seen;
    expect(first.map(({ kind }) => kind).sort()).toEqual(["alert", "alert", "alert", "digest"]);
    expect(first).toContainEqual(expect.objectContaining({ notice: expect.objectContaining({ thread: "t7" }) }));
    const digest = first.find(({ kind }) => kind === "digest");
    expect(digest).toMatchObject({ total: 9, groups: [{ severity: "low", count: 9 }] });
    const keys = new Set(first.map(keyOf));
    for (const message of seen.flat().filter((each) => keys.has(keyOf(each)))) expect(first).toContainEqual(message);
    expect(got.map(keyOf)).toEqual(expect.arrayContaining([...keys]));
    const effects = new Map(seen.flat().map((message) => [keyOf(message), message]));
    const told = [...effects.values()].reduce((sum, each) => sum + (each.kind === "digest" ? each.total : 1), 0);
    expect(told).toBe(15);
  }));

test("what cannot be marked, as on a full disk, is not sent again meanwhile", () =>
  withState(async (state) => {
    const { open, dispatcher, until, events } = bench(state);
    let failures = 0;
    const { channel, got } = fakeChannel("soc", () => {
      failures = 5;
      return SENT;
    });
    await open("a");
    const writes = Object.assign(Object.create(state.writes) as State["writes"], {
      transaction: <T>(work: Parameters<State["writes"]["transaction"]>[0]) =>
        (failures-- > 0
          ? Promise.reject(new Error("No space left on device"))
          : state.writes.transaction(work)) as Promise<T>,
    });
    const running = dispatcher([channel], { writes });
    await running.start();
    await until(async () => (await statuses(state)).includes("sent"));
    await running.stop(NEVER);
    expect(got).toHaveLength(1);
    expect(events.map(({ kind }) => kind)).toEqual([...Array<string>(5).fill("trouble"), "sent"]);
  }));

test("a channel that is down is tried with few messages; what piled up becomes a digest", () =>
  withState(async (state) => {
    const { open, dispatcher, until, clock } = bench(state);
    let isDown = true;
    const { channel, got, keys } = fakeChannel("soc", () => (isDown ? RETRY : SENT));
    const running = dispatcher([channel]);
    await running.start();
    for (let i = 0; i < 60; i++) {
      await open(`t${i}`);
      running.wake();
      if (i % 10 === 9) clock.advance(MINUTE);
    }
    await until(() => clock.now() > NOW + 6 * HOUR);
    expect(new Set(keys()).size).toBeLessThan(12);
    isDown = false;
    got.length = 0;
    await until(async () => !(await statuses(state)).includes("pending"));
    await running.stop(NEVER);
    expect(got.length).toBeLessThan(35);
    expect(got.filter(({ kind }) => kind === "digest")).toHaveLength(1);
    const told = got.reduce((sum, each) => sum + (each.kind === "digest" ? each.total : 1), 0);
    expect(told).toBe(60);
  }));

test("neither rows nor events hold a secret, whatever a receiver answers", () =>
  withState(async (state) => {
    const { open, dispatcher, until, events } = bench(state);
    const secrets = ["url-token-1", "hmac-secret-2", "header-secret-3"];
    const server = await receiver((response, { headers, path }) => {
      response.writeHead(400, { "X-Echo": path }).end(JSON.stringify({ headers, path, secrets }));
    });
    const url = `${server.url}/url-token-1?k=url-token-1`;
    const channels = await openChannels([
      {
        kind: "webhook",
        name: "soc",
        url,
        secret: "hmac-secret-2",
        allowPrivate: true,
        headers: { A: "header-secret-3" },
      },
      { kind: "slack", name: "chat", url, allowPrivate: true },
      { kind: "slack", name: "down", url: "http://127.0.0.1:9/url-token-1", allowPrivate: true },
    ]);
    for (const name of channels.keys()) await open(`a-${name}`, "high", name);
    const running = dispatcher([...channels.values()]);
    await running.start();
    await until(() => events.length >= 3, 0);
    await running.stop(ABORTED);
    await server.close();
    expect(server.received).toHaveLength(2);
    const told = JSON.stringify([await outboxRows(state), events, running.status()]);
    expect(told).toContain("the receiver answers 400");
    for (const secret of secrets) expect(told).not.toContain(secret);
  }));

test("refuses routes that lead nowhere", () =>
  withState(async (state) => {
    const { dispatcher } = bench(state);
    expect(() => dispatcher([], { routes: [{ channels: ["soc"] }] })).toThrow(NotifyError);
  }));

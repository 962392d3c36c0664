import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { API_LIMITS, type ApiLimits } from "../../src/api/limits.ts";
import { StreamHub } from "../../src/api/stream/hub.ts";
import { FakeBackend } from "./fake-backend.ts";
import { sampleAlert, sampleStored } from "./sample-alerts.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});

afterEach(() => {
  vi.useRealTimers();
});

const { heartbeatMs, streamBytes } = API_LIMITS;
const LARGE = "x".repeat(20_000);

function open(limits: Partial<ApiLimits> = {}) {
  const backend = new FakeBackend();
  const hub = new StreamHub(backend, { ...API_LIMITS, ...limits });
  const tell = (id: string, guide = "") =>
    backend.tell({ kind: "revised", alert: sampleStored({ alert: sampleAlert({ id, guide }) }) });
  return { backend, hub, tell };
}

/** Reads until a text has come, or until the stream has ended; gives what came since the last time. */
function reader(body: ReadableStream<Uint8Array>) {
  const source = body.getReader();
  const decoder = new TextDecoder();
  return async (until: string): Promise<string> => {
    const events: string[] = [];
    while (!events.at(-1)?.includes(until)) {
      const { done, value } = await source.read();
      if (done) break;
      events.push(decoder.decode(value, { stream: true }));
    }
    return events.join("");
  };
}

const idsIn = (text: string): readonly string[] =>
  [...text.matchAll(/"alert":\{"id":"([^"]*)"/g)].map(([, id]) => id ?? "");
const lastIdIn = (text: string): string => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? "";
const numbered = (count: number, name = "a"): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${name}-${i}`);

/** All that goes on without timers has gone on. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 100; i++) await new Promise((resolve) => setImmediate(resolve));
};

test("without clients nothing is read, and who comes back still hears what it missed, as it is now", async () => {
  const { backend, hub, tell } = open();
  const source = hub.open(null, () => undefined).getReader();
  const begun = new TextDecoder().decode((await source.read()).value);
  await source.cancel();
  expect(hub.clients).toBe(0);
  for (const each of numbered(60)) tell(each);
  tell("a-0", "grown");
  await settled();
  expect(backend.reads).toEqual([]);
  const back = await reader(hub.open(lastIdIn(begun), () => undefined))("-61\n");
  expect(back).not.toContain("event: reset");
  expect(idsIn(back)).toEqual([...numbered(60), "a-0"]);
  expect(back.match(/"guide":"grown"/g)).toHaveLength(2);
});

test("clients that are together share what was read", async () => {
  const { backend, hub, tell } = open();
  const readers = [1, 2, 3].map(() => reader(hub.open(null, () => undefined)));
  for (const each of numbered(100)) tell(each);
  for (const read of readers) expect(idsIn(await read('"a-99"'))).toEqual(numbered(100));
  expect(backend.reads.flat()).toEqual(numbered(100));
});

test("a client that does not read costs what it may, holds nobody up, and is dropped", async () => {
  const { backend, hub, tell } = open();
  const hungUp = vi.fn();
  hub.open(null, hungUp);
  for (const each of numbered(500)) tell(each, LARGE);
  await settled();
  expect(backend.reads.flat().length * LARGE.length).toBeLessThan(streamBytes + 25 * LARGE.length);

  const begun = reader(hub.open(null, () => undefined));
  for (const each of numbered(500, "b")) tell(each, LARGE);
  expect(idsIn(await begun('"b-499"'))).toEqual(numbered(500, "b"));
  expect([hub.clients, hub.dropped]).toEqual([2, 0]);

  vi.advanceTimersByTime(2 * heartbeatMs);
  expect([hub.clients, hub.dropped]).toEqual([1, 1]);
  expect(hungUp).toHaveBeenCalledOnce();
  tell("after");
  expect(idsIn(await begun('"after"'))).toEqual(["after"]);
});

test("a client that reads slowly is not dropped, whatever the burst", async () => {
  const { hub, tell } = open();
  const hungUp = vi.fn();
  const source = hub.open(null, hungUp).getReader();
  for (const each of numbered(100)) tell(each, LARGE);
  const ids: string[] = [];
  while (ids.at(-1) !== "a-99") {
    await settled();
    vi.advanceTimersByTime(heartbeatMs);
    ids.push(...idsIn(new TextDecoder().decode((await source.read()).value)));
  }
  expect(ids).toEqual(numbered(100));
  expect(hungUp).not.toHaveBeenCalled();
});

test("an idle client is not dropped, and hears heartbeats", async () => {
  const { hub, tell } = open();
  const read = reader(hub.open(null, () => undefined));
  vi.advanceTimersByTime(5 * heartbeatMs);
  tell("at last");
  expect((await read('"at last"')).match(/^: heartbeat$/gm)).toHaveLength(5);
  expect(hub.dropped).toBe(0);
});

test("a client that is further behind than what is known goes on from now, and is told so", async () => {
  const { hub, tell } = open({ replayEvents: 10, streamBytes: 1_000 });
  const read = reader(hub.open(null, () => undefined));
  tell("first", LARGE);
  await settled();
  for (const each of numbered(20)) tell(each);
  expect(idsIn(await read("event: reset"))).toEqual(["first"]);
  tell("next");
  expect(idsIn(await read('"next"'))).toEqual(["next"]);
});

test("when alerts cannot be read, streams end; who comes back has missed nothing", async () => {
  const { backend, hub, tell } = open();
  const read = reader(hub.open(null, () => undefined));
  tell("one");
  const before = await read('"one"');
  backend.isBroken = true;
  tell("two");
  await read("never");
  expect([hub.clients, hub.dropped]).toEqual([0, 0]);
  backend.isBroken = false;
  tell("three");
  const after = await reader(hub.open(lastIdIn(before), () => undefined))('"three"');
  expect(idsIn(after)).toEqual(["two", "three"]);
});

test("a reset is not told again to who comes back after it", async () => {
  const { hub, tell } = open();
  const text = await reader(hub.open("other-7", () => undefined))("event: reset");
  tell("next");
  const again = await reader(hub.open(lastIdIn(text), () => undefined))('"next"');
  expect(again).not.toContain("reset");
});

import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { AppOptions } from "../../src/api/app.ts";
import { type ServerOptions, startServer } from "../../src/api/server.ts";
import { openApi } from "./open-api.ts";
import { sampleAlert, sampleStored } from "./sample-alerts.ts";

async function serve(options: Partial<AppOptions> = {}, server: Partial<ServerOptions> = {}) {
  const api = openApi(options);
  const running = await startServer(api.app, { host: "127.0.0.1", port: 0, closeTimeout: 200, ...server });
  onTestFinished(() => running.close());
  return { ...api, ...running };
}

interface Follower {
  readonly text: () => string;
  readonly ended: Promise<void>;
  readonly leave: () => void;
}

async function follow(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Follower> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/v1/alerts/stream`, { headers, signal: leaving.signal });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  let text = "";
  const decoder = new TextDecoder();
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
  };
  return { text: () => text, ended: read().catch(() => undefined), leave: () => leaving.abort() };
}

const opened = (id: string) => ({ kind: "opened", alert: sampleStored({ alert: sampleAlert({ id }) }) }) as const;

test("what happens to alerts arrives, in its order, as events", async () => {
  const { url, backend, call } = await serve();
  const follower = await follow(url);
  await expect.poll(follower.text).toMatch(/^retry: 3000\nid: [0-9a-f]{8}-0\n\n/);
  backend.tell(opened("first"));
  await call("PATCH /v1/alerts/former-id", { state: "acknowledged" });
  await expect.poll(follower.text).toContain('"kind":"triage"');
  const events = follower
    .text()
    .split("\n\n")
    .filter((each) => each.startsWith("id:"));
  expect(events).toHaveLength(2);
  expect(events[0]).toMatch(
    /^id: [0-9a-f]{8}-1\nevent: alert\ndata: \{"kind":"opened","alert":\{"alert":\{"id":"first"/,
  );
  follower.leave();
});

test("line breaks in an alert do not break an event", async () => {
  const { url, backend } = await serve();
  const follower = await follow(url);
  const alert = sampleStored({ alert: sampleAlert({ reason: "a\n\nevent: alert\ndata: {}\r\u2028" }) });
  backend.tell({ kind: "revised", alert });
  await expect.poll(follower.text).toMatch(/\n\n$/);
  await expect.poll(follower.text).toContain('"kind":"revised"');
  expect(follower.text().match(/^event: alert$/gm)).toHaveLength(1);
  follower.leave();
});

test("an alert that is hidden from the start is not announced", async () => {
  const { url, backend } = await serve();
  const follower = await follow(url);
  backend.tell({ kind: "opened", alert: sampleStored({ suppressedBy: "s-1" }) });
  backend.tell(opened("shown"));
  await expect.poll(follower.text).toContain("shown");
  expect(follower.text().match(/^event: alert$/gm)).toHaveLength(1);
  follower.leave();
});

test("who comes back hears what was missed, or that it is not known any more", async () => {
  const { url, backend } = await serve({ limits: { replayEvents: 2 } });
  const first = await follow(url);
  backend.tell(opened("one"));
  await expect.poll(first.text).toContain("one");
  const id = /^id: (.*-1)$/m.exec(first.text())?.[1] ?? "";
  first.leave();
  backend.tell(opened("two"));
  const second = await follow(url, { "Last-Event-ID": id });
  await expect.poll(second.text).toContain("two");
  expect(second.text()).not.toContain('"one"');
  second.leave();
  for (const each of ["three", "four"]) backend.tell(opened(each));
  for (const unknown of [id, "other-1"]) {
    const third = await follow(url, { "Last-Event-ID": unknown });
    await expect.poll(third.text).toContain("event: reset\ndata: {}\n\n");
    third.leave();
  }
});

test("heartbeats come without events", async () => {
  const { url } = await serve({ limits: { heartbeatMs: 10 } });
  const follower = await follow(url);
  await expect.poll(follower.text).toContain(": heartbeat\n\n: heartbeat\n\n");
  follower.leave();
});

test("who leaves is forgotten, and who is one too many is sent away", async () => {
  const { url, call } = await serve({ limits: { streams: 1 } });
  const follower = await follow(url);
  expect((await fetch(`${url}/v1/alerts/stream`)).status).toBe(503);
  follower.leave();
  await expect.poll(async () => (await call("GET /metrics")).text).toContain("trailhound_stream_clients 0\n");
  (await follow(url)).leave();
});

test("HEAD does not follow", async () => {
  const { url, call } = await serve();
  expect((await fetch(`${url}/v1/alerts/stream`, { method: "HEAD" })).status).toBe(200);
  expect((await call("GET /metrics")).text).toContain("trailhound_stream_clients 0\n");
});

test("a burst of large alerts drops nobody who reads", async () => {
  const { url, backend, call } = await serve();
  const follower = await follow(url);
  const guide = "x".repeat(20_000);
  for (let i = 0; i < 500; i++)
    backend.tell({ kind: "revised", alert: sampleStored({ alert: sampleAlert({ id: `big-${i}`, guide }) }) });
  await expect.poll(follower.text, { timeout: 30_000 }).toContain('"big-499"');
  expect(follower.text().match(/^event: alert$/gm)).toHaveLength(500);
  expect((await call("GET /metrics")).text).toContain("trailhound_stream_dropped_clients_total 0\n");
  follower.leave();
});

test("a client that does not read is dropped and counted; the others go on", async () => {
  const { url, backend, call } = await serve({ limits: { streamBytes: 100_000, heartbeatMs: 50 } });
  const { hostname, port } = new URL(url);
  const lazy = connect(Number(port), hostname);
  onTestFinished(() => void lazy.destroy());
  lazy.pause();
  let gone = false;
  lazy
    .on("error", () => undefined)
    .on("close", () => {
      gone = true;
    });
  lazy.write(`GET /v1/alerts/stream HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
  const reader = await follow(url);
  await expect.poll(async () => (await call("GET /metrics")).text).toContain("trailhound_stream_clients 2\n");
  const guide = "x".repeat(50_000);
  const event = { kind: "revised", alert: sampleStored({ alert: sampleAlert({ guide }) }) } as const;
  await expect
    .poll(
      async () => {
        backend.tell(event);
        return (await call("GET /metrics")).text;
      },
      { interval: 1, timeout: 30_000 },
    )
    .toContain("trailhound_stream_dropped_clients_total 1\n");
  lazy.resume();
  await expect.poll(() => gone).toBe(true);
  backend.tell(opened("last"));
  await expect.poll(reader.text, { timeout: 30_000 }).toContain('"last"');
  reader.leave();
});

test("closing ends the streams and lets go of the backend", async () => {
  const { url, backend, close } = await serve();
  const follower = await follow(url);
  expect(backend.listeners).toBe(1);
  await close();
  await follower.ended;
  expect(backend.listeners).toBe(0);
});

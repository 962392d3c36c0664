import { createHmac, timingSafeEqual } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import type { Channel } from "../../../src/notify/channel.ts";
import type { WebhookConfig } from "../../../src/notify/config.ts";
import { openChannels } from "../../../src/notify/open-channels.ts";
import { makeAlert } from "../../alert/make-alert.ts";
import { alertMessage, digestMessage, NEVER, NOW, type Received, type Receiver, receiver } from "../fixtures.ts";

const SECRET = "a-shared-secret";
let server: Receiver | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function open(answer: Parameters<typeof receiver>[0], over: Partial<WebhookConfig> = {}): Promise<Channel> {
  server = await receiver(answer);
  const config = {
    kind: "webhook",
    name: "soc",
    url: server.url,
    secret: SECRET,
    allowPrivate: true,
    ...over,
  } as const;
  const channel = (await openChannels([config], { now: () => NOW })).get("soc");
  if (channel === undefined) throw new Error("no channel");
  return channel;
}

/** As docs/notifications.md tells receivers to. */
function isSigned({ headers, body }: Received, now: number): boolean {
  const timestamp = String(headers["x-trailhound-timestamp"]);
  if (Math.abs(now / 1000 - Number(timestamp)) > 300) return false;
  const expected = `v1=${createHmac("sha256", SECRET).update(`${timestamp}.${body}`).digest("hex")}`;
  const given = Buffer.from(String(headers["x-trailhound-signature"]));
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
}

test("posts a signed notice with its key; a changed body, timestamp or an old one do not pass", async () => {
  const channel = await open((response) => response.end(), { headers: { Authorization: "Bearer t" } });
  const message = alertMessage(makeAlert({ reason: "ü \u202e \u0007" }));
  expect(await channel.send(message, NEVER)).toEqual({ kind: "sent" });
  const [got] = server?.received ?? [];
  if (got === undefined || message.kind !== "alert") throw new Error("nothing came");
  expect(isSigned(got, NOW)).toBe(true);
  expect(isSigned({ ...got, body: got.body.replace("opened", "closed") }, NOW)).toBe(false);
  expect(isSigned({ ...got, headers: { ...got.headers, "x-trailhound-timestamp": String(NOW / 1000 + 1) } }, NOW)).toBe(
    false,
  );
  expect(isSigned(got, NOW + 301_000)).toBe(false);
  expect(got.headers).toMatchObject({
    "idempotency-key": message.notice.key,
    "content-type": "application/json",
    authorization: "Bearer t",
  });
  expect(JSON.parse(got.body)).toEqual({
    version: 1,
    kind: "opened",
    key: message.notice.key,
    thread: message.notice.thread,
    severity: "medium",
    status: "current",
    because: null,
    suppressed_by: null,
    aliases: [],
    revision: 1,
    triage: { state: "open", reason: null, assignee: null, updated: null },
    alert: makeAlert({ reason: "ü \u202e \u0007" }),
    cut: false,
  });
});

test("a digest says how many of what, and gives some", async () => {
  const channel = await open((response) => response.end());
  const message = digestMessage();
  await channel.send(message, NEVER);
  const body = JSON.parse(server?.received[0]?.body ?? "") as object;
  expect(server?.received[0]?.headers["idempotency-key"]).toBe("d".repeat(64));
  expect(body).toMatchObject({ version: 1, kind: "digest", total: 30, groups: [{ count: 30 }], alerts: [makeAlert()] });
});

test("an alert of any size stays below a megabyte, and says that it is cut", async () => {
  const channel = await open((response) => response.end());
  const huge = "x".repeat(2_000_000);
  for (const alert of [makeAlert({ guide: huge }), makeAlert({ reason: huge }), makeAlert({ entity: { name: huge } })])
    await channel.send(alertMessage(alert), NEVER);
  const bodies = (server?.received ?? []).map(({ body }) => body);
  expect(bodies.map((body) => body.length < 1_000_000)).toEqual([true, true, true]);
  const told = bodies.map((body) => JSON.parse(body) as { cut: boolean; alert?: { reason: string; events?: object } });
  expect(told.map(({ cut }) => cut)).toEqual([true, true, true]);
  expect(told[0]?.alert).toMatchObject({ reason: makeAlert().reason, events: makeAlert().events });
  expect(told[1]?.alert?.reason).toBe("x".repeat(500));
});

test("failures are retried or refused, and never name what is secret", async () => {
  const statuses = [503, 404, 302];
  const channel = await open(
    (response) => response.writeHead(statuses.shift() ?? 200, { "Retry-After": "7", Location: "/x" }).end(SECRET),
    { headers: { Authorization: "Bearer hidden" } },
  );
  const outcomes = [];
  for (let i = 0; i < 3; i++) outcomes.push(await channel.send(alertMessage(), NEVER));
  await server?.close();
  outcomes.push(await channel.send(alertMessage(), NEVER));
  expect(outcomes).toEqual([
    { kind: "retry", reason: "the receiver answers 503", afterMs: 7_000 },
    { kind: "refused", reason: "the receiver answers 404" },
    { kind: "refused", reason: "the receiver answers 302, a redirect: it is not followed" },
    { kind: "retry", reason: "the receiver cannot be reached (ECONNREFUSED)" },
  ]);
});

test("a receiver that says nothing is retried, and a stop does not wait for it", async () => {
  const silent = await open(() => undefined, { timeout: 30 });
  const late = { kind: "retry", reason: "the receiver cannot be reached (no answer in time)" };
  expect(await silent.send(alertMessage(), NEVER)).toEqual(late);
  await server?.close();
  const patient = await open(() => undefined, { timeout: 600_000 });
  const stopping = new AbortController();
  const sending = patient.send(alertMessage(), stopping.signal);
  await expect.poll(() => server?.received.length).toBe(1);
  stopping.abort();
  expect(await sending).toEqual(late);
});

test("a name that leads inside is not connected to, and may be mended", async () => {
  server = await receiver((response) => response.end());
  const resolve = async () => [{ address: "127.0.0.1", family: 4 }];
  const config = { kind: "webhook", name: "soc", url: "https://hook.example.com/token-1", secret: SECRET } as const;
  const channel = (await openChannels([config], { resolve })).get("soc");
  expect(await channel?.send(alertMessage(), NEVER)).toEqual({
    kind: "retry",
    reason: "127.0.0.1 is loopback, which webhooks may not reach; allow_private allows it",
  });
});

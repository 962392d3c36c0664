import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import { openChannels } from "../../../src/notify/open-channels.ts";
import { makeAlert } from "../../alert/make-alert.ts";
import { alertMessage, digestMessage, NEVER, NOW } from "../fixtures.ts";

async function open(stdout: Writable, timeout = 20_000) {
  const channels = await openChannels([{ kind: "stdout", name: "out", timeout }], { stdout, now: () => NOW });
  const channel = channels.get("out");
  if (channel === undefined) throw new Error("no channel");
  return channel;
}

test("one ECS document a line, inert in a terminal", async () => {
  const stdout = new PassThrough();
  const channel = await open(stdout);
  const message = alertMessage(makeAlert({ reason: "a\nb \u001b[31m \u2028", severity: "high" }));
  expect(await channel.send(message, NEVER)).toEqual({ kind: "sent" });
  expect(await channel.send(digestMessage(), NEVER)).toEqual({ kind: "sent" });
  const lines = String(stdout.read()).split("\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^[\x20-\x7e]*$/);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    "@timestamp": "2026-07-01T12:00:00.000Z",
    message: "high: First decryption of parameters by an identity",
    event: { kind: "alert", action: "alert-opened", severity: 73, risk_score: 47, reason: "a\nb \u001b[31m \u2028" },
    rule: { id: "first-decryption" },
    cloud: { provider: "aws", account: { id: ["111122223333"] } },
    related: { ip: ["198.51.100.7"] },
    trailhound: { alert: { entity: [{ field: "aws.cloudtrail.user_identity.arn", value: makeAlert().identity.arn }] } },
  });
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({
    event: { action: "alert-digest" },
    trailhound: { digest: { total: 30 } },
  });
});

test("a reader that is gone does not end the process: the line waits", async () => {
  const gone = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" })),
  });
  const channel = await open(gone);
  expect(await channel.send(alertMessage(), NEVER)).toEqual({
    kind: "retry",
    reason: "the reader of standard output is gone",
  });
  expect(await channel.send(alertMessage(), NEVER)).toEqual({ kind: "retry", reason: "standard output is closed" });
});

test("a line that nobody reads in time is not written twice", async () => {
  const written: string[] = [];
  const held: (() => void)[] = [];
  const slow = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk));
      held.push(done);
    },
  });
  const channel = await open(slow, 20);
  const late = { kind: "retry", reason: "nobody reads standard output" };
  expect(await channel.send(alertMessage(), NEVER)).toEqual(late);
  expect(await channel.send(alertMessage(), NEVER)).toEqual(late);
  const third = channel.send(alertMessage(), NEVER);
  held[0]?.();
  expect(await third).toEqual({ kind: "sent" });
  expect(written).toHaveLength(1);
});

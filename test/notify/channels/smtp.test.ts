import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import type { Channel } from "../../../src/notify/channel.ts";
import { smtpChannel } from "../../../src/notify/channels/smtp.ts";
import type { SmtpConfig } from "../../../src/notify/config.ts";
import { openChannels } from "../../../src/notify/open-channels.ts";
import { makeAlert } from "../../alert/make-alert.ts";
import { alertMessage, digestMessage, NEVER } from "../fixtures.ts";

interface Mail {
  readonly to: readonly string[];
  readonly head: string;
  readonly text: string;
}

let server: SMTPServer | null = null;
let mails: Mail[] = [];
afterEach(async () => {
  const open = server;
  server = null;
  mails = [];
  if (open !== null) await new Promise<void>((resolve) => open.close(() => resolve()));
});

async function listen(options: SMTPServerOptions): Promise<AddressInfo> {
  const started = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 10,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const [head = "", ...rest] = Buffer.concat(chunks).toString("utf8").split("\r\n\r\n");
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), head, text: rest.join("\r\n\r\n") });
        done();
      });
    },
    ...options,
  });
  server = started;
  // A client that does not trust the certificate hangs up.
  started.on("error", () => undefined);
  const listening = started.listen(0, "127.0.0.1");
  await new Promise<void>((resolve) => listening.once("listening", resolve));
  return listening.address() as AddressInfo;
}

async function open(options: SMTPServerOptions = {}, over: Partial<SmtpConfig> = {}): Promise<Channel> {
  const { port } = await listen(options);
  const config = {
    kind: "smtp",
    name: "mail",
    host: "127.0.0.1",
    port,
    security: "none",
    from: "Trailhound <soc@example.com>",
    to: ["ana@example.com", "On call <bob@example.com>"],
    ...over,
  } as const;
  const channel = (await openChannels([config])).get("mail");
  if (channel === undefined) throw new Error("no channel");
  return channel;
}

/** Header lines, unfolded. */
function headersOf({ head }: Mail): readonly string[] {
  return head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
}

test("writes to everybody; the Message-ID is the key, the thread is one", async () => {
  const channel = await open();
  const message = alertMessage(makeAlert({ severity: "high" }));
  if (message.kind !== "alert") throw new Error("no alert");
  expect(await channel.send(message, NEVER)).toEqual({ kind: "sent" });
  expect(await channel.send(message, NEVER)).toEqual({ kind: "sent" });
  const [mail, again] = mails;
  if (mail === undefined || again === undefined) throw new Error("no mail");
  expect(mail.to).toEqual(["ana@example.com", "bob@example.com"]);
  const headers = headersOf(mail);
  expect(headers).toContain(`Message-ID: <${message.notice.key}@example.com>`);
  expect(headers).toContain("Subject: high: First decryption of parameters by an identity");
  expect(headers).toContain("Auto-Submitted: auto-generated");
  expect(headers.find((line) => line.startsWith("References:"))).toMatch(
    /^References: <thread\.[0-9a-f]{64}@example\.com>$/,
  );
  expect(headersOf(again).filter((line) => /^(Message-ID|References):/.test(line))).toEqual(
    headers.filter((line) => /^(Message-ID|References):/.test(line)),
  );
  expect(mail.text.replaceAll("=\r\n", "")).toContain("What:");
});

test("hostile names and texts add no header and no line", async () => {
  const channel = await open();
  const evil = "x\r\nBcc: evil@example.com\r\n\r\nbody \u2028Bcc: evil@example.com";
  const alert = makeAlert({ reason: evil, rule: { ...makeAlert().rule, name: evil, id: evil } });
  await channel.send(alertMessage(alert, { thread: evil }), NEVER);
  await channel.send(digestMessage([alert]), NEVER);
  expect(mails).toHaveLength(2);
  for (const mail of mails) {
    expect(mail.to).toEqual(["ana@example.com", "bob@example.com"]);
    expect(headersOf(mail).filter((line) => /^bcc/i.test(line))).toEqual([]);
    const names = headersOf(mail).map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(mail.text).not.toMatch(/^Bcc/im);
  }
});

function refusing(code: number, text: string): SMTPServerOptions {
  return {
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error(text), { responseCode: code })),
  };
}

test("what the server refuses for good is refused, what it puts off is retried", async () => {
  expect(await (await open(refusing(550, "no such mailbox"))).send(alertMessage(), NEVER)).toMatchObject({
    kind: "refused",
    reason: expect.stringContaining("no such mailbox"),
  });
  await new Promise<void>((resolve) => (server === null ? resolve() : server.close(() => resolve())));
  expect((await (await open(refusing(450, "later"))).send(alertMessage(), NEVER)).kind).toBe("retry");
});

test("one recipient that is not taken does not make the others get it twice", async () => {
  const channel = await open({
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith("bob") ? done(Object.assign(new Error("no"), { responseCode: 450 })) : done(),
  });
  expect(await channel.send(alertMessage(), NEVER)).toEqual({ kind: "sent" });
  expect(mails.map(({ to }) => to)).toEqual([["ana@example.com"]]);
});

test("a wrong password is retried and not repeated", async () => {
  const { port } = await listen({
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: ({ password }, _session, done) => done(Object.assign(new Error(`no ${password}`), { responseCode: 535 })),
  });
  const login = { user: "soc", password: "hunter2-hunter2" };
  const rest = { kind: "smtp", name: "mail", security: "none", from: "a@example.com", to: ["b@example.com"] } as const;
  const channel = smtpChannel({ ...rest, ...login, host: "127.0.0.1", port });
  expect(await channel.send(alertMessage(), NEVER)).toEqual({ kind: "retry", reason: "SMTP: EAUTH" });
});

test.each(["tls", "starttls"] as const)("%s never falls back to clear text", async (security) => {
  const channel = await open({ secure: security === "tls", logger: false }, { security });
  expect((await channel.send(alertMessage(), NEVER)).kind).toBe("retry");
  expect(mails).toEqual([]);
});

test("a server that says nothing is not waited for", async () => {
  const channel = await open({ onConnect: () => undefined }, { timeout: 50 });
  expect(await channel.send(alertMessage(), NEVER)).toEqual({ kind: "retry", reason: "SMTP: no answer in time" });
});

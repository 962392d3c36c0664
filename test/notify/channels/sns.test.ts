import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Channel, Message } from "../../../src/notify/channel.ts";
import { publication } from "../../../src/notify/channels/sns.ts";
import type { SnsConfig } from "../../../src/notify/config.ts";
import { openChannels } from "../../../src/notify/open-channels.ts";
import { makeAlert } from "../../alert/make-alert.ts";
import { alertMessage, digestMessage, NEVER, type Received, type Receiver, receiver } from "../fixtures.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alerts";
let server: Receiver | null = null;
let channel: Channel | null = null;

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLEKEY000001");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "very-secret-key");
  vi.stubEnv("AWS_SESSION_TOKEN", "very-secret-token");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await channel?.close();
  await server?.close();
  [channel, server] = [null, null];
});

/** What SNS answers: its query protocol. */
const DONE =
  '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>';

function failure(code: string, message: string): string {
  return `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

async function open(status: number, body: string, over: Partial<SnsConfig> = {}): Promise<Channel> {
  server = await receiver((response) => response.writeHead(status, { "Content-Type": "text/xml" }).end(body));
  const endpoint = new URL("/", server.url).href;
  const config = { kind: "sns", name: "topic", topicArn: TOPIC, endpoint, ...over } as const;
  channel = (await openChannels([config])).get("topic") ?? null;
  if (channel === null) throw new Error("no channel");
  return channel;
}

function fieldsOf({ body }: Received): Readonly<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(body));
}

test("publishes the JSON of webhooks, with a subject and attributes to filter by", async () => {
  const message = alertMessage(makeAlert({ severity: "high" }));
  expect(await (await open(200, DONE)).send(message, NEVER)).toEqual({ kind: "sent" });
  const [got] = server?.received ?? [];
  if (got === undefined || message.kind !== "alert") throw new Error("nothing came");
  const { Message: body = "", ...fields } = fieldsOf(got);
  expect(fields).toMatchObject({
    Action: "Publish",
    TopicArn: TOPIC,
    Subject: "high: First decryption of parameters by an identity",
  });
  const attributes = Object.fromEntries(
    [1, 2, 3, 4].map((n) => [
      fields[`MessageAttributes.entry.${n}.Name`],
      fields[`MessageAttributes.entry.${n}.Value.StringValue`],
    ]),
  );
  const { key } = message.notice;
  expect(attributes).toEqual({ kind: "opened", severity: "high", rule: "first-decryption", key });
  expect(JSON.parse(body)).toMatchObject({ version: 1, kind: "opened", key, alert: { id: makeAlert().id } });
  expect(got.headers.authorization).toContain("/eu-west-1/sns/");
});

test.each([
  [500, "InternalError", "retry"],
  [429, "Throttled", "retry"],
  [400, "Throttling", "retry"],
  [403, "AuthorizationError", "retry"],
  [403, "SignatureDoesNotMatch", "retry"],
  [404, "NotFound", "refused"],
  [400, "InvalidParameter", "refused"],
])("%i %s: %s, tried once, without the message", async (status, code, kind) => {
  const sent = await (await open(status, failure(code, "x-amz-security-token:very-secret-token"))).send(
    alertMessage(),
    NEVER,
  );
  expect(sent.kind).toBe(kind);
  expect(JSON.stringify(sent)).not.toContain("very-secret");
  expect(server?.received).toHaveLength(1);
});

test("a server that is not there, or says nothing, is retried", async () => {
  const silent = await open(200, DONE, { endpoint: "http://127.0.0.1:9" });
  expect((await silent.send(alertMessage(), NEVER)).kind).toBe("retry");
});

test("subjects are short ASCII, messages below 256 KB, whatever is in the alert", () => {
  const rule = { ...makeAlert().rule, name: "ünï\n\u202e\u{1f600}".repeat(100), id: "\u{1f600}\n".repeat(1000) };
  const messages: readonly Message[] = [
    alertMessage(makeAlert({ rule, guide: "x".repeat(300_000) })),
    digestMessage(Array.from({ length: 40 }, () => makeAlert({ guide: "x".repeat(30_000) }))),
  ];
  for (const message of messages) {
    const { Subject = "", Message: body = "", MessageAttributes } = publication(message, TOPIC);
    expect(Subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,98}$/);
    expect(Buffer.byteLength(body) + JSON.stringify(MessageAttributes).length).toBeLessThan(262_144);
    for (const { StringValue = "" } of Object.values(MessageAttributes ?? {}))
      expect(StringValue).toMatch(/^[^\p{C}]+$/u);
  }
});

test("FIFO topics get the key to drop copies by, and the thread as the group", () => {
  const message = alertMessage();
  if (message.kind !== "alert") throw new Error("no alert");
  const { MessageDeduplicationId, MessageGroupId } = publication(message, `${TOPIC}.fifo`);
  expect([MessageDeduplicationId, MessageGroupId]).toEqual([message.notice.key, message.notice.thread]);
  expect(publication(message, TOPIC).MessageGroupId).toBeUndefined();
});

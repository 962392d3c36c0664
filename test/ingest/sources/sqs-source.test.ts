import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSource } from "../../../src/ingest/sources/open-source.ts";
import type { LogSource } from "../../../src/ingest/sources/source.ts";
import type { SqsSpec } from "../../../src/ingest/sources/source-spec.ts";
import { type AwsServer, startAwsServer } from "../../aws/server.ts";
import { startWatchingProxy, type WatchingProxy } from "../../aws/watching-proxy.ts";
import { drain, isQuiet, keysOf, newContext, nextOf, type TestContext, until } from "./source-tools.ts";

const LOG = "AWSLogs/111111111111/CloudTrail/eu-west-1/2026/03/10/111111111111_CloudTrail_eu-west-1_20260310T1155Z_";

let server: AwsServer;
let proxy: WatchingProxy;
let s3: S3Client;
let sqs: SQSClient;
let url = "";
const open: LogSource[] = [];

beforeAll(async () => {
  server = await startAwsServer();
}, 600_000);
afterAll(() => server?.stop());

beforeEach(async () => {
  await server.reset();
  proxy = await startWatchingProxy(server.endpoint);
  s3 = new S3Client({ endpoint: server.endpoint, forcePathStyle: true });
  sqs = new SQSClient({ endpoint: server.endpoint });
  await s3.send(
    new CreateBucketCommand({ Bucket: "logs", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
  url = (await sqs.send(new CreateQueueCommand({ QueueName: "trail" }))).QueueUrl ?? "";
});
afterEach(async () => {
  for (const source of open.splice(0)) await source.close();
  s3.destroy();
  sqs.destroy();
  await proxy.stop();
});

async function openQueue(context: TestContext, more: Partial<SqsSpec> = {}): Promise<LogSource> {
  const source = await openSource({ kind: "sqs", url, endpoint: proxy.endpoint, ...more }, context);
  open.push(source);
  return source;
}

async function put(name: string, body = "{}"): Promise<string> {
  const { ETag = "" } = await s3.send(new PutObjectCommand({ Bucket: "logs", Key: name, Body: body }));
  return ETag.replaceAll('"', "");
}

async function send(body: string | object): Promise<void> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: text }));
}

interface Told {
  readonly key: string;
  readonly etag?: string;
  readonly size?: number;
  readonly bucket?: string;
  readonly eventName?: string;
}

/** As S3 sends it to a queue. */
function notification(...objects: readonly Told[]): object {
  return {
    Records: objects.map(({ key, etag = "e", size = 2, bucket = "logs", eventName = "ObjectCreated:Put" }) => ({
      eventVersion: "2.1",
      eventSource: "aws:s3",
      eventTime: "2026-03-10T11:55:02.123Z",
      eventName,
      s3: {
        bucket: { name: bucket },
        object: { key: encodeURIComponent(key).replaceAll("%20", "+"), size, eTag: etag },
      },
    })),
  };
}

/** As EventBridge sends it. */
function created(key: string, etag: string): object {
  return {
    version: "0",
    "detail-type": "Object Created",
    source: "aws.s3",
    time: "2026-03-10T11:55:02Z",
    detail: { bucket: { name: "logs" }, object: { key, size: 2, etag, sequencer: "00" }, reason: "PutObject" },
  };
}

/** Messages in the queue, also those that are hidden. */
async function messages(): Promise<number> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }));
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
}

const calls = (name: string) => proxy.seen.filter(({ target }) => target === `AmazonSQS.${name}`);
const gets = () => proxy.seen.filter(({ method }) => method === "GET");

describe("what a message may look like", () => {
  async function notify(more: object): Promise<void> {
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: "logs", NotificationConfiguration: more }));
  }

  test("S3's own notification, and the test event before it", async () => {
    await notify({
      QueueConfigurations: [{ QueueArn: "arn:aws:sqs:eu-west-1:123456789012:trail", Events: ["s3:ObjectCreated:*"] }],
    });
    await send({ Service: "Amazon S3", Event: "s3:TestEvent", Time: "2026-03-10T11:55:02Z", Bucket: "logs" });
    const key = `${LOG}a b+c%.json.gz`;
    const etag = await put(key, "direct");
    const context = newContext();
    const source = await openQueue(context);
    const delivery = await nextOf(source);
    expect(delivery.objects).toMatchObject([{ key: `logs/${key}`, etag, size: 6, reason: null }]);
    expect(delivery.objects[0]?.arrived).toBeGreaterThan(Date.now() - 600_000);
    expect(readFileSync(delivery.objects[0]?.path ?? "", "utf8")).toBe("direct");
    expect(delivery.caughtUp).toBe(true);
    await delivery.committed();
    expect(await messages()).toBe(0);
    expect(source.status()).toMatchObject({ poison: 0, problem: null, caughtUp: true });
  });

  test.each([false, true])("through SNS, raw: %s", async (raw) => {
    const sns = new SNSClient({ endpoint: server.endpoint });
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "trail" }));
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: "arn:aws:sqs:eu-west-1:123456789012:trail",
        Attributes: raw ? { RawMessageDelivery: "true" } : {},
      }),
    );
    sns.destroy();
    await notify({ TopicConfigurations: [{ TopicArn, Events: ["s3:ObjectCreated:*"] }] });
    const etag = await put(`${LOG}x.json.gz`);
    const context = newContext();
    expect(await drain(await openQueue(context), context)).toMatchObject([{ key: `logs/${LOG}x.json.gz`, etag }]);
    expect(await messages()).toBe(0);
  });

  test("EventBridge's, whose keys are not encoded", async () => {
    const key = `${LOG}a+b%20c.json.gz`;
    await send(created(key, await put(key)));
    const context = newContext();
    const [object] = await drain(await openQueue(context), context);
    expect(object).toMatchObject({ key: `logs/${key}`, reason: null, arrived: Date.parse("2026-03-10T11:55:02Z") });
  });

  test("what tells of no new object is done; what is no log is said and done", async () => {
    await send(notification({ key: `${LOG}x.json.gz`, eventName: "ObjectRemoved:Delete" }));
    await send({ ...created(`${LOG}x.json.gz`, "e"), "detail-type": "Object Deleted" });
    await send(notification({ key: `${LOG}x.json.gz`.replaceAll("CloudTrail", "CloudTrail-Digest") }));
    const context = newContext();
    const source = await openQueue(context);
    expect(await drain(source, context)).toMatchObject([{ path: null, reason: "not a CloudTrail log" }]);
    await until(async () => (await messages()) === 0);
    expect(source.status().poison).toBe(0);
    expect(gets()).toEqual([]);
  });
});

test("a message is deleted after the commit and not before; a failed delivery comes again, without the queue", async () => {
  await send(notification({ key: `${LOG}x.json.gz`, etag: await put(`${LOG}x.json.gz`) }));
  const context = newContext();
  const source = await openQueue(context);
  const first = await nextOf(source);
  await first.failed();
  expect(readdirSync(context.folder)).toEqual([]);
  const again = await nextOf(source);
  expect(keysOf(again.objects)).toEqual(keysOf(first.objects));
  expect(calls("DeleteMessageBatch")).toEqual([]);
  expect(await messages()).toBe(1);
  await again.committed();
  expect(calls("DeleteMessageBatch")).toHaveLength(1);
  expect(await messages()).toBe(0);
  expect(readdirSync(context.folder)).toEqual([]);
});

test("what a process that ended had received comes back; what is in the ledger is deleted unread", async () => {
  const etag = await put(`${LOG}x.json.gz`);
  await send(notification({ key: `${LOG}x.json.gz`, etag }));
  const context = newContext();
  const first = await openQueue(context, { visibility: 1000 });
  const delivery = await nextOf(first);
  // committed to the ledger, killed before the message was deleted
  context.ledger.enter(first.name, delivery.objects);
  await first.close();
  proxy.seen.length = 0;
  const source = await openQueue(context);
  const next = await nextOf(source);
  expect(next).toMatchObject({ objects: [], caughtUp: true });
  expect(await messages()).toBe(0);
  expect(gets()).toEqual([]);
});

test("two messages of one version are one object, and both are deleted", async () => {
  const etag = await put(`${LOG}x.json.gz`);
  for (let i = 0; i < 3; i++) await send(notification({ key: `${LOG}x.json.gz`, etag }));
  const context = newContext();
  expect(await drain(await openQueue(context), context)).toHaveLength(1);
  expect(await messages()).toBe(0);
});

test("messages stay hidden while work goes on", async () => {
  await send(notification({ key: `${LOG}x.json.gz`, etag: await put(`${LOG}x.json.gz`) }));
  const context = newContext();
  const source = await openQueue(context, { visibility: 1000 });
  const delivery = await nextOf(source);
  await until(() => calls("ChangeMessageVisibilityBatch").length >= 6);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url }));
  expect(Messages).toEqual([]);
  await delivery.committed();
  proxy.seen.length = 0;
  expect(await isQuiet(source, 1000)).toBe(true);
  expect(calls("ChangeMessageVisibilityBatch")).toEqual([]);
});

test("poison is counted once a message, neither deleted nor kept from the queue's redrive", async () => {
  const poison = [
    "no JSON",
    "[]",
    "{}",
    '"text"',
    { Records: [] },
    { Records: [{ eventSource: "aws:ses" }] },
    { Records: [{ eventSource: "aws:s3", eventName: "ObjectCreated:Put", s3: {} }] },
    notification({ key: "x.json", etag: "" }),
    notification({ key: "x.json", bucket: "../etc" }),
    notification({ key: "x.json", bucket: "arn:aws:s3:::x" }),
    notification({ key: `${"k".repeat(1025)}.json` }),
    { Message: JSON.stringify({ Message: JSON.stringify({ Message: JSON.stringify(notification()) }) }) },
    notification({ key: "x.json", etag: "e\n" }),
    created("\ud800.json", "e"),
    { "detail-type": "Object Created", source: "evil", detail: {} },
    { "detail-type": "Object Created", source: "aws.s3", detail: null },
    `${"[".repeat(100_000)}`,
  ];
  for (const each of poison) await send(each);
  await send(notification({ key: `${LOG}x.json.gz`, etag: await put(`${LOG}x.json.gz`) }));
  const context = newContext();
  const source = await openQueue(context, { visibility: 1000 });
  expect(await drain(source, context)).toHaveLength(1);
  expect(source.status().poison).toBe(poison.length);
  expect(await messages()).toBe(poison.length);
  proxy.seen.length = 0;
  const waiting = source.next(AbortSignal.timeout(4000));
  await until(() => calls("ReceiveMessage").filter(({ answer }) => answer.includes("no JSON")).length >= 1);
  expect(source.status().poison).toBe(poison.length);
  expect(calls("ChangeMessageVisibilityBatch")).toEqual([]);
  expect(await waiting).toBe(null);
});

test("an object that is forbidden or not there is left to the queue; what else the message tells of is delivered", async () => {
  const good = `${LOG}good.json.gz`;
  const etag = await put(good);
  await send(notification({ key: good, etag }, { key: `${LOG}missing.json.gz` }));
  await put(`${LOG}forbidden.json.gz`);
  await send(notification({ key: `${LOG}forbidden.json.gz` }));
  proxy.fault = ({ path }) => (path.includes("forbidden") ? { status: 403, code: "AccessDenied" } : null);
  const context = newContext();
  const source = await openQueue(context, { visibility: 1500 });
  expect(keysOf(await drain(source, context))).toEqual([`logs/${good}`]);
  expect(await messages()).toBe(2);
  expect(source.status().problem).toContain("left to the queue");
  proxy.seen.length = 0;
  expect(await isQuiet(source, 1000)).toBe(true);
  expect(calls("ChangeMessageVisibilityBatch")).toEqual([]);
  await put(`${LOG}missing.json.gz`);
  proxy.fault = () => null;
  const rest = new Set<string>();
  while (rest.size < 2) for (const key of keysOf((await nextOf(source)).objects)) rest.add(key);
  expect([...rest].sort()).toEqual([`logs/${LOG}forbidden.json.gz`, `logs/${LOG}missing.json.gz`]);
});

test("what the server refuses for the object's own sake is left to the queue, too", async () => {
  await send(notification({ key: `${LOG}x.json.gz`, etag: await put(`${LOG}x.json.gz`) }));
  proxy.fault = ({ method }) => (method === "GET" ? { status: 400, code: "InvalidRequest" } : null);
  const source = await openQueue(newContext());
  expect(await nextOf(source)).toMatchObject({ objects: [], caughtUp: true });
  expect(source.status().problem).toContain("refused by the server");
  expect(await messages()).toBe(1);
});

test("too large is an outcome: the message is done", async () => {
  await send(notification({ key: `${LOG}x.json.gz`, etag: await put(`${LOG}x.json.gz`, "x".repeat(50)) }));
  const context = newContext();
  const source = await openQueue(context, { maxObjectBytes: 49 });
  expect(await drain(source, context)).toMatchObject([{ reason: "too large", path: null }]);
  expect(await messages()).toBe(0);
});

test("many messages: several receives, deliveries up to the limits, caught up with the last", async () => {
  for (let i = 0; i < 75; i++)
    await send(notification({ key: `${LOG}${i}.json.gz`, etag: await put(`${LOG}${i}.json.gz`) }));
  const context = newContext({ limits: { files: 30, bytes: 1000 } });
  const source = await openQueue(context);
  const seen: [number, boolean][] = [];
  while (!seen.at(-1)?.[1]) {
    const delivery = await nextOf(source);
    seen.push([delivery.objects.length, delivery.caughtUp]);
    context.ledger.enter(source.name, delivery.objects);
    await delivery.committed();
  }
  expect(seen.reduce((sum, [count]) => sum + count, 0)).toBe(75);
  expect(Math.max(...seen.map(([count]) => count))).toBe(30);
  expect(seen.slice(0, -1).every(([, caughtUp]) => !caughtUp)).toBe(true);
  expect(await messages()).toBe(0);
  expect(calls("ReceiveMessage").length).toBeLessThan(20);
});

test("trouble of the connection holds nothing back for good, and loses nothing", async () => {
  for (const name of ["a", "b"])
    await send(notification({ key: `${LOG}${name}.json.gz`, etag: await put(`${LOG}${name}.json.gz`) }));
  let troubled = 0;
  proxy.fault = ({ method, target }) => {
    if (method !== "GET" && target !== "AmazonSQS.ReceiveMessage") return null;
    troubled++;
    return troubled < 12 ? { status: 500, code: "InternalError" } : null;
  };
  const context = newContext();
  const objects = await drain(await openQueue(context), context);
  expect(keysOf(objects)).toEqual([`logs/${LOG}a.json.gz`, `logs/${LOG}b.json.gz`]);
  expect(await messages()).toBe(0);
});

test("hostile keys stay inside of the folder", async () => {
  const keys = ["../../../etc/x.json", "/abs/y.json", "a/%2e%2e/\u0001z.json"];
  for (const [i, key] of keys.entries()) await send(created(key, await put(key, `content ${i}`)));
  const context = newContext();
  const source = await openQueue(context);
  const delivery = await nextOf(source);
  expect(delivery.objects.map(({ path }) => dirname(path ?? ""))).toEqual(keys.map(() => context.folder));
  for (const { key, path } of delivery.objects) {
    expect(readFileSync(path ?? "", "utf8")).toBe(`content ${keys.indexOf(key.slice("logs/".length))}`);
  }
  await s3.send(new DeleteObjectCommand({ Bucket: "logs", Key: keys[0] ?? "" }));
});

test("a queue that is not there is an error at once", async () => {
  const context = newContext();
  const source = await openQueue(context, { url: url.replace("trail", "none") });
  await expect(nextOf(source)).rejects.toThrow("there is no such queue");
});

test("ends when it is told to, also within a long poll", async () => {
  const source = await openQueue(newContext());
  expect(await nextOf(source)).toMatchObject({ objects: [], caughtUp: true });
  const waiting = source.next(AbortSignal.timeout(300));
  expect(await waiting).toBe(null);
});

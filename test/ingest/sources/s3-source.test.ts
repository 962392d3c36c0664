import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type OpenOptions, openSource } from "../../../src/ingest/sources/open-source.ts";
import { parseSource } from "../../../src/ingest/sources/parse-source.ts";
import { parseStart } from "../../../src/ingest/sources/parse-start.ts";
import type { LogSource } from "../../../src/ingest/sources/source.ts";
import type { S3Spec } from "../../../src/ingest/sources/source-spec.ts";
import { type AwsServer, startAwsServer } from "../../aws/server.ts";
import { startWatchingProxy, type WatchingProxy } from "../../aws/watching-proxy.ts";
import { drain, isQuiet, keysOf, newContext, nextOf, type TestContext, until } from "./source-tools.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let server: AwsServer;
let proxy: WatchingProxy;
let client: S3Client;
let clock = NOW;
const open: LogSource[] = [];

beforeAll(async () => {
  server = await startAwsServer();
}, 600_000);
afterAll(() => server?.stop());

beforeEach(async () => {
  clock = NOW;
  await server.reset();
  proxy = await startWatchingProxy(server.endpoint);
  client = new S3Client({ endpoint: server.endpoint, forcePathStyle: true });
  await client.send(
    new CreateBucketCommand({ Bucket: "logs", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
});
afterEach(async () => {
  for (const source of open.splice(0)) await source.close();
  client.destroy();
  await proxy.stop();
});

async function put(key: string, body = "{}"): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: "logs", Key: key, Body: body }));
}

/** A key as CloudTrail makes it. */
function logKey(path: string, time: number, suffix = "aB3dE6gH9jK2mN5p"): string {
  const [, account, region] = /(\d{12})\/CloudTrail\/([^/]+)\/$/.exec(path) ?? [];
  const text = new Date(time).toISOString();
  const stamp = text.slice(0, 16).replace(/[-:]/g, "");
  return `${path}${text.slice(0, 10).replaceAll("-", "/")}/${account}_CloudTrail_${region}_${stamp}Z_${suffix}.json.gz`;
}

const HERE = "AWSLogs/111111111111/CloudTrail/eu-west-1/";

async function openBucket(
  prefix: string,
  context: TestContext,
  more: Partial<S3Spec> = {},
  options: OpenOptions = {},
): Promise<LogSource> {
  const spec = parseSource(`s3://logs/${prefix}`);
  if (spec.kind !== "s3") throw new Error("not a bucket");
  const source = await openSource({ ...spec, endpoint: proxy.endpoint, ...more }, context, {
    now: () => clock,
    ...options,
  });
  open.push(source);
  return source;
}

/** The clock goes on while a source waits. */
async function drainAt(source: LogSource, context: TestContext, time: number): Promise<string[]> {
  clock = time;
  return keysOf(await drain(source, context));
}

const lists = () => proxy.seen.filter(({ method, query }) => method === "GET" && query.get("list-type") === "2");
const listedKeys = () => lists().reduce((sum, { answer }) => sum + (answer.match(/<Contents>/g)?.length ?? 0), 0);
const gets = () => proxy.seen.filter(({ method, query }) => method === "GET" && query.get("list-type") === null);

test.each([
  ["", "AWSLogs/111111111111/CloudTrail/eu-west-1/"],
  ["team", "team/AWSLogs/111111111111/CloudTrail/eu-west-1/"],
  ["team/AWSLogs", "team/AWSLogs/o-abc1234567/222222222222/CloudTrail/us-gov-west-1/"],
  ["o-abc1234567", "o-abc1234567/AWSLogs/o-abc1234567/222222222222/CloudTrail/us-east-1/"],
  ["AWSLogs/o-abc1234567", "AWSLogs/o-abc1234567/222222222222/CloudTrail/us-east-1/"],
  ["AWSLogs/o-abc1234567/222222222222", "AWSLogs/o-abc1234567/222222222222/CloudTrail/us-east-1/"],
  ["AWSLogs/111111111111/CloudTrail/eu-west-1", HERE],
  ["AWSLogs/111111111111/CloudTrail/eu-west-1/2026/03", HERE],
  ["AWSLogs/111111111111/CloudTrail/eu-west-1/2026/03/10", HERE],
])("the prefix %j: finds what CloudTrail delivers, and nothing else", async (prefix, path) => {
  const key = logKey(path, NOW - HOUR);
  await put(key);
  await put(key.replaceAll("CloudTrail", "CloudTrail-Digest"));
  await put(key.replaceAll("CloudTrail", "CloudTrail-Insight"));
  await put(key.replaceAll("CloudTrail", "Config"));
  await put(`${path}readme.json`);
  const context = newContext();
  const source = await openBucket(prefix, context);
  expect(keysOf(await drain(source, context))).toEqual([`logs/${key}`]);
});

test("an organisation's trail beside one of an account: all accounts and regions", async () => {
  const paths = [
    HERE,
    "AWSLogs/111111111111/CloudTrail/us-east-1/",
    "AWSLogs/o-abc1234567/111111111111/CloudTrail/eu-west-1/",
    "AWSLogs/o-abc1234567/222222222222/CloudTrail/eu-west-1/",
  ];
  const keys = paths.map((path) => logKey(path, NOW - HOUR));
  for (const key of keys) await put(key);
  const context = newContext();
  const source = await openBucket("", context);
  expect(keysOf(await drain(source, context))).toEqual(keys.map((key) => `logs/${key}`).sort());
});

test("delivers content, key, etag and size; removes the files once committed; delivers again after a failure", async () => {
  const key = logKey(HERE, NOW - HOUR);
  await put(key, "content");
  const context = newContext();
  const source = await openBucket("", context);
  const first = await nextOf(source);
  const [object] = first.objects;
  expect(object).toMatchObject({ key: `logs/${key}`, etag: "9a0364b9e99bb480dd25e1f0284c8555", size: 7, reason: null });
  expect(readFileSync(object?.path ?? "", "utf8")).toBe("content");
  expect(first.caughtUp).toBe(true);
  await first.failed();
  expect(source.status().caughtUp).toBe(false);
  const again = await nextOf(source);
  expect(again.objects.map(({ etag }) => etag)).toEqual([object?.etag]);
  await again.committed();
  expect(readdirSync(context.folder)).toEqual([]);
  expect(source.status()).toMatchObject({ name: "s3://logs", caughtUp: true, waiting: 0, problem: null, poison: 0 });
  expect(await isQuiet(source, 300)).toBe(true);
});

test("begins seven days ago unless told, at a day, or at the beginning; or before the last time it was caught up", async () => {
  const times = [-400 * DAY, -30 * DAY, -8 * DAY, -7 * DAY - HOUR, -6 * DAY, -HOUR];
  for (const time of times) await put(logKey(HERE, NOW + time));
  const count = async (start?: string, options: OpenOptions = {}) => {
    const context = newContext();
    const more = start === undefined ? {} : { start: parseStart(start) };
    return (await drain(await openBucket("", context, more, options), context)).length;
  };
  expect(await count()).toBe(3);
  expect(await count("now-1d")).toBe(1);
  expect(await count("2026-02-08")).toBe(5);
  expect(await count("2026-03-02T12:00:00Z")).toBe(4);
  expect(await count("all")).toBe(6);
  expect(await count(undefined, { lastCaughtUp: NOW - 24 * DAY })).toBe(5);
});

test("what is known is neither listed nor fetched again", async () => {
  for (let i = 0; i < 300; i++) await put(logKey(HERE, NOW - (300 - i) * 4 * MINUTE, `x${i}`));
  const context = newContext();
  const source = await openBucket("", context);
  expect(await drain(source, context)).toHaveLength(300);
  expect(gets()).toHaveLength(300);
  proxy.seen.length = 0;
  context.ledger.asked = 0;
  const late = logKey(HERE, NOW - 20 * MINUTE, "late");
  await put(late);
  expect(await drainAt(source, context, NOW + MINUTE)).toEqual([`logs/${late}`]);
  expect(gets()).toHaveLength(1);
  expect(lists()).toHaveLength(1);
  expect(lists()[0]?.query.get("start-after")).toBe(logKey(HERE, NOW - 4 * MINUTE - HOUR).replace(/Z_.*/, ""));
  // an hour of names: one in four minutes, and the new one
  expect(listedKeys()).toBe(17);
  expect(context.ledger.asked).toBe(1);
});

test("a second process asks the ledger and fetches nothing", async () => {
  for (let i = 0; i < 5; i++) await put(logKey(HERE, NOW - i * MINUTE, `x${i}`));
  const context = newContext();
  await drain(await openBucket("", context), context);
  proxy.seen.length = 0;
  const source = await openBucket("", context);
  expect(await drain(source, context)).toEqual([]);
  expect(gets()).toEqual([]);
});

test("old names come late: found by the looks that go back further", async () => {
  await put(logKey(HERE, NOW - MINUTE));
  const context = newContext();
  const source = await openBucket("", context);
  await drain(source, context);
  const hours = logKey(HERE, NOW - 10 * HOUR, "replicated");
  const days = logKey(HERE, NOW - 5 * DAY, "replicated");
  await put(hours);
  await put(days);
  clock = NOW + MINUTE;
  expect(await isQuiet(source, 300)).toBe(true);
  expect(await drainAt(source, context, NOW + 31 * MINUTE)).toEqual([`logs/${hours}`]);
  expect(await drainAt(source, context, NOW + 7 * HOUR)).toEqual([`logs/${days}`]);
});

test("new days, regions and accounts are found; midnight makes no gap", async () => {
  await put(logKey(HERE, NOW - MINUTE));
  const context = newContext();
  const source = await openBucket("", context);
  await drain(source, context);
  const before = logKey(HERE, Date.parse("2026-03-10T23:59:00Z"));
  const after = logKey(HERE, Date.parse("2026-03-11T00:01:00Z"));
  await put(before);
  await put(after);
  expect(await drainAt(source, context, Date.parse("2026-03-10T23:59:30Z"))).toEqual([
    `logs/${before}`,
    `logs/${after}`,
  ]);
  const other = logKey("AWSLogs/333333333333/CloudTrail/eu-west-1/", Date.parse("2026-03-11T00:03:00Z"));
  await put(other);
  expect(await drainAt(source, context, Date.parse("2026-03-11T00:06:00Z"))).toEqual([`logs/${other}`]);
});

test("a version that is overwritten is delivered again; the same content under two keys is two objects", async () => {
  const one = logKey(HERE, NOW - MINUTE, "one");
  await put(one, "a");
  await put(logKey(HERE, NOW - MINUTE, "two"), "a");
  const context = newContext();
  const source = await openBucket("", context);
  expect(await drain(source, context)).toHaveLength(2);
  await put(one, "b");
  expect(await drainAt(source, context, NOW + MINUTE)).toEqual([`logs/${one}`]);
});

test("limits end a delivery; caught up is the last one only", async () => {
  for (let i = 0; i < 25; i++) await put(logKey(HERE, NOW - i * MINUTE, `x${i}`), "x".repeat(10));
  const context = newContext({ limits: { files: 10, bytes: 1000 } });
  const source = await openBucket("", context);
  const seen: [number, boolean][] = [];
  while (!seen.at(-1)?.[1]) {
    const delivery = await nextOf(source);
    seen.push([delivery.objects.length, delivery.caughtUp]);
    context.ledger.enter(source.name, delivery.objects);
    await delivery.committed();
  }
  expect(seen).toEqual([
    [10, false],
    [10, false],
    [5, true],
  ]);
  const bytes = newContext({ limits: { files: 10, bytes: 45 } });
  expect((await nextOf(await openBucket("", bytes))).objects).toHaveLength(4);
});

test("fetches side by side, and not all at once", async () => {
  for (let i = 0; i < 40; i++) await put(logKey(HERE, NOW - i * MINUTE, `x${i}`));
  proxy.fault = ({ query }) => (query.get("list-type") === null ? { delay: 20 } : null);
  const context = newContext();
  await drain(await openBucket("", context), context);
  expect(proxy.mostAtOnce).toBeGreaterThan(2);
  expect(proxy.mostAtOnce).toBeLessThanOrEqual(8);
});

test("forbidden, gone and too large have their reasons; what was forbidden comes once the right is granted", async () => {
  const forbidden = logKey(HERE, NOW - 4 * MINUTE, "forbidden");
  const gone = logKey(HERE, NOW - 3 * MINUTE, "gone");
  const large = logKey(HERE, NOW - 2 * MINUTE, "large");
  const good = logKey(HERE, NOW - MINUTE, "good");
  for (const key of [forbidden, gone, good]) await put(key);
  await put(large, "x".repeat(5000));
  proxy.fault = ({ path, query }) => {
    if (query.get("list-type") !== null) return null;
    if (path.includes("forbidden")) return { status: 403, code: "AccessDenied" };
    return path.includes("gone") ? { status: 404, code: "NoSuchKey" } : null;
  };
  const context = newContext();
  const source = await openBucket("", context, { maxObjectBytes: 4999 });
  const objects = await drain(source, context);
  expect(objects.map(({ key, reason, path }) => [key.slice(key.lastIndexOf("_") + 1), reason, path !== null])).toEqual([
    ["forbidden.json.gz", "forbidden", false],
    ["gone.json.gz", "gone", false],
    ["large.json.gz", "too large", false],
    ["good.json.gz", null, true],
  ]);
  expect(source.status()).toMatchObject({ caughtUp: true, problem: expect.stringContaining(forbidden) });
  // the engine does not call these known
  for (const key of [forbidden, gone]) context.ledger.forget(`logs/${key}`);
  expect(gets().some(({ path }) => path.includes("large"))).toBe(false);
  proxy.fault = () => null;
  expect(await drainAt(source, context, NOW + 11 * MINUTE)).toEqual([`logs/${forbidden}`, `logs/${gone}`]);
  expect(source.status().problem).toBe(null);
});

test("content that is larger than was listed is not written further", async () => {
  const key = logKey(HERE, NOW - MINUTE);
  await put(key, "small");
  const context = newContext();
  const source = await openBucket("", context, { maxObjectBytes: 100 });
  let replaced = false;
  proxy.fault = ({ query }) => {
    if (query.get("list-type") === null && !replaced) {
      replaced = true;
      return { delay: 200 };
    }
    return null;
  };
  const delivery = nextOf(source);
  await until(() => replaced);
  await put(key, "x".repeat(100_000));
  expect((await delivery).objects[0]).toMatchObject({ reason: "too large", path: null });
  expect(readdirSync(context.folder)).toEqual([]);
});

test("a broken connection, throttling and a failing listing are tried again", async () => {
  const keys = [1, 2, 3].map((i) => logKey(HERE, NOW - i * MINUTE, `x${i}`));
  for (const key of keys) await put(key, "x".repeat(1000));
  const times = new Map<string, number>();
  proxy.fault = ({ path, query }) => {
    const name = query.get("list-type") === null ? path : `list ${query.get("prefix")}`;
    const count = (times.get(name) ?? 0) + 1;
    times.set(name, count);
    if (count > 1) return null;
    if (path.includes("x1")) return { cut: 500 };
    return { status: 503, code: "SlowDown" };
  };
  const context = newContext();
  const objects = await drain(await openBucket("", context), context);
  expect(objects.map(({ reason }) => reason)).toEqual([null, null, null]);
});

test("a listing that is refused is a problem, not an end; nothing is lost when it works again", async () => {
  const key = logKey(HERE, NOW - MINUTE);
  await put(key);
  proxy.fault = ({ query }) => (query.get("list-type") === null ? null : { status: 403, code: "AccessDenied" });
  const context = newContext();
  const source = await openBucket("", context, {}, { now: Date.now, lastCaughtUp: NOW });
  const delivery = nextOf(source);
  await until(() => source.status().problem !== null);
  expect(source.status()).toMatchObject({ problem: "AccessDenied: made up", caughtUp: false, lastLook: null });
  proxy.fault = () => null;
  expect(keysOf((await delivery).objects)).toEqual([`logs/${key}`]);
  expect(source.status().problem).toBe(null);
});

test("without CloudTrail's layout everything below the prefix counts, from the start on", async () => {
  for (const name of ["a.json.gz", "deep/b.json", "c.txt", "deep/"]) await put(`plain/${name}`);
  await put("other/d.json.gz");
  const context = newContext();
  const source = await openBucket("plain", context, {}, { now: Date.now });
  const objects = await drain(source, context);
  expect(objects.map(({ key, reason }) => [key, reason]).sort()).toEqual([
    ["logs/plain/a.json.gz", null],
    ["logs/plain/c.txt", "not a CloudTrail log"],
    ["logs/plain/deep/b.json", null],
  ]);
  await put("plain/e.json.gz");
  expect(keysOf((await nextOf(source)).objects)).toEqual(["logs/plain/e.json.gz"]);
  const late = newContext();
  const future = new Date(Date.now() + HOUR).toISOString();
  expect(await drain(await openBucket("plain", late, { start: parseStart(future) }), late)).toEqual([]);
});

test("hostile keys stay inside of the folder and reach the server as they are", async () => {
  const keys = [
    "plain/../../../../etc/x.json",
    "plain//root/y.json",
    "plain/%2e%2e%2fz.json",
    "plain/a b+c&d=\u0001\u00e9\ud83d\ude00.json",
    `plain/${"n".repeat(900)}.json`,
  ];
  for (const [i, key] of keys.entries()) await put(key, `content ${i}`);
  const context = newContext();
  const source = await openBucket("plain", context, {}, { now: Date.now });
  const delivery = await nextOf(source);
  expect(keysOf(delivery.objects)).toEqual(keys.map((key) => `logs/${key}`).sort());
  for (const { key, path } of delivery.objects) {
    expect(dirname(path ?? "")).toBe(context.folder);
    expect(readFileSync(path ?? "", "utf8")).toBe(`content ${keys.indexOf(key.slice("logs/".length))}`);
  }
});

test("a bucket that is not there is an error at once; an empty one is caught up", async () => {
  const context = newContext();
  const spec = parseSource("s3://no-such-bucket");
  const missing = await openSource({ ...spec, endpoint: proxy.endpoint } as S3Spec, newContext());
  open.push(missing);
  await expect(nextOf(missing)).rejects.toThrow("s3://no-such-bucket: there is no such bucket");
  expect(await drain(await openBucket("", context), context)).toEqual([]);
});

test("ends when it is told to, and can be asked again", async () => {
  const key = logKey(HERE, NOW - MINUTE);
  await put(key);
  proxy.fault = () => ({ delay: 500 });
  const context = newContext();
  const source = await openBucket("", context);
  expect(await isQuiet(source, 50)).toBe(true);
  proxy.fault = () => null;
  expect(keysOf((await nextOf(source)).objects)).toEqual([`logs/${key}`]);
  await client.send(new DeleteObjectCommand({ Bucket: "logs", Key: key }));
});

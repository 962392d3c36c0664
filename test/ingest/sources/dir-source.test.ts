import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openSource } from "../../../src/ingest/sources/open-source.ts";
import type { LogSource } from "../../../src/ingest/sources/source.ts";
import { temporaryFolder } from "../read-all.ts";
import { drain, isQuiet, keysOf, newContext, nextOf, type TestContext, until } from "./source-tools.ts";

const open: LogSource[] = [];
afterEach(async () => {
  for (const source of open.splice(0)) await source.close();
});

async function openDirectory(path: string, context: TestContext, now: () => number = Date.now): Promise<LogSource> {
  const source = await openSource({ kind: "dir", path }, context, { now });
  open.push(source);
  return source;
}

/** Writes a file that was last changed long ago. */
function writeOld(path: string, content = "{}"): void {
  writeFileSync(path, content);
  utimesSync(path, new Date("2026-01-01"), new Date("2026-01-01"));
}

test("delivers what is there, once; then what appears, also in new folders", async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "deep"));
  writeOld(join(root, "a.json"));
  writeOld(join(root, "deep", "b.json"));
  const context = newContext();
  const source = await openDirectory(root, context);
  const first = await nextOf(source);
  expect(first.objects.map(({ key, size, path, reason }) => ({ key, size, path, reason }))).toEqual([
    { key: "a.json", size: 2, path: join(root, "a.json"), reason: null },
    { key: "deep/b.json", size: 2, path: join(root, "deep", "b.json"), reason: null },
  ]);
  expect(first.caughtUp).toBe(true);
  await first.committed();
  expect(source.status()).toMatchObject({ name: `dir:${root}`, caughtUp: true, waiting: 0, problem: null });
  mkdirSync(join(root, "new", "er"), { recursive: true });
  writeFileSync(join(root, "new", "er", "c.json"), "[]");
  expect(keysOf(await drain(source, context))).toEqual(["new/er/c.json"]);
  expect(await isQuiet(source, 500)).toBe(true);
});

test("a second process asks the ledger", async () => {
  const root = temporaryFolder();
  for (let i = 0; i < 20; i++) writeOld(join(root, `${i}.json`));
  const context = newContext();
  expect(await drain(await openDirectory(root, context), context)).toHaveLength(20);
  writeOld(join(root, "new.json"));
  const again = await openDirectory(`${root}/./`, context);
  expect(keysOf(await drain(again, context))).toEqual(["new.json"]);
  const nothing = await nextOf(await openDirectory(root, context));
  expect(nothing).toMatchObject({ objects: [], caughtUp: true });
});

test("a file that is renamed in, also over another one, is delivered", async () => {
  const root = temporaryFolder();
  const beside = temporaryFolder();
  writeOld(join(root, "a.json"), "1");
  const context = newContext();
  const source = await openDirectory(root, context);
  await drain(source, context);
  writeFileSync(join(beside, "x"), "2");
  renameSync(join(beside, "x"), join(root, "a.json"));
  writeFileSync(join(beside, "y"), "3");
  renameSync(join(beside, "y"), join(root, "b.json"));
  const keys = new Set<string>();
  while (keys.size < 2) for (const key of keysOf(await drain(source, context))) keys.add(key);
  expect([...keys].sort()).toEqual(["a.json", "b.json"]);
});

test("names of files that are still being copied are left alone until they are renamed", async () => {
  const root = temporaryFolder();
  writeOld(join(root, ".log.json.gz.Xy12Zq"));
  writeOld(join(root, "other.json.gz.8aBc01Fe"));
  writeOld(join(root, ".hidden.json"));
  const context = newContext();
  const source = await openDirectory(root, context);
  expect(keysOf(await drain(source, context))).toEqual([".hidden.json"]);
  renameSync(join(root, ".log.json.gz.Xy12Zq"), join(root, "log.json.gz"));
  expect(keysOf(await drain(source, context))).toEqual(["log.json.gz"]);
  renameSync(join(root, "other.json.gz.8aBc01Fe"), join(root, "other.json.gz"));
  expect(keysOf(await drain(source, context))).toEqual(["other.json.gz"]);
});

test("a file that grows is delivered again, as another version", async () => {
  const root = temporaryFolder();
  const path = join(root, "a.json");
  writeOld(path, "one");
  const context = newContext();
  const source = await openDirectory(root, context);
  const [first] = await drain(source, context);
  appendFileSync(path, "two");
  const [second] = await drain(source, context);
  expect([first?.size, second?.size]).toEqual([3, 6]);
  expect(second?.key).toBe("a.json");
  expect(second?.etag).not.toBe(first?.etag);
});

test("a file that is being written is not delivered until it rests, or ten seconds have gone", async () => {
  const root = temporaryFolder();
  const path = join(root, "a.json");
  const context = newContext();
  let ahead = 0;
  const source = await openDirectory(root, context, () => Date.now() + ahead);
  await drain(source, context);
  const file = openSync(path, "w");
  const writing = setInterval(() => writeSync(file, "x"), 20);
  try {
    expect(await isQuiet(source, 1500)).toBe(true);
    expect(source.status()).toMatchObject({ caughtUp: false, waiting: 1 });
    ahead = 10_000;
    expect(keysOf((await nextOf(source)).objects)).toEqual(["a.json"]);
  } finally {
    clearInterval(writing);
    writeSync(file, "the end");
    closeSync(file);
  }
  const [last] = await drain(source, context);
  expect(last?.key).toBe("a.json");
});

test("a file that is gone when it is to be read has a reason; when it comes back as it was, it is delivered", async () => {
  const root = temporaryFolder();
  const beside = temporaryFolder();
  for (const name of ["a.json", "b.json"]) writeOld(join(root, name));
  const context = newContext({ limits: { files: 1, bytes: 1000 } });
  const source = await openDirectory(root, context);
  const first = await nextOf(source);
  expect(keysOf(first.objects)).toEqual(["a.json"]);
  expect(first.caughtUp).toBe(false);
  renameSync(join(root, "b.json"), join(beside, "b.json"));
  const second = await nextOf(source);
  expect(second.objects).toMatchObject([{ key: "b.json", path: null, reason: "gone" }]);
  expect(second.caughtUp).toBe(true);
  renameSync(join(beside, "b.json"), join(root, "b.json"));
  expect((await nextOf(source)).objects).toMatchObject([{ key: "b.json", reason: null }]);
});

test("a file that goes away before it rests is nothing, and the source is caught up again", async () => {
  const root = temporaryFolder();
  const context = newContext();
  const source = await openDirectory(root, context);
  await drain(source, context);
  const waiting = source.next(AbortSignal.timeout(1000));
  writeFileSync(join(root, "a.json"), "x");
  await until(() => source.status().waiting === 1);
  rmSync(join(root, "a.json"));
  expect(await waiting).toBe(null);
  expect(source.status()).toMatchObject({ caughtUp: true, waiting: 0 });
});

test("what could not be committed is delivered again, in the same order", async () => {
  const root = temporaryFolder();
  for (let i = 0; i < 5; i++) writeOld(join(root, `${i}.json`));
  const context = newContext({ limits: { files: 2, bytes: 1000 } });
  const source = await openDirectory(root, context);
  const first = await nextOf(source);
  await first.failed();
  const again = await nextOf(source);
  expect(keysOf(again.objects)).toEqual(keysOf(first.objects));
  await again.committed();
  expect(keysOf(await drain(source, context))).toEqual(["2.json", "3.json", "4.json"]);
});

test("links are followed as a scan does: each file once, loops end; what is no file has its reason", async () => {
  const root = temporaryFolder();
  const beside = temporaryFolder();
  mkdirSync(join(root, "deep"));
  writeOld(join(root, "deep", "a.json"));
  writeOld(join(beside, "b.json"));
  symlinkSync(root, join(root, "deep", "up"));
  symlinkSync(join(root, "deep", "a.json"), join(root, "z.json"));
  symlinkSync(beside, join(root, "beside"));
  symlinkSync(join(beside, "later.json"), join(root, "later"));
  symlinkSync("/dev/null", join(root, "null"));
  const context = newContext();
  const source = await openDirectory(root, context);
  const objects = await drain(source, context);
  expect(objects.map(({ key, reason }) => [key, reason]).sort()).toEqual([
    ["beside/b.json", null],
    ["deep/a.json", null],
    ["null", "a device, not a file"],
  ]);
  writeOld(join(beside, "c.json"));
  expect(keysOf(await drain(source, context))).toEqual(["beside/c.json"]);
});

test("what may not be read is said, and delivered once it may", async () => {
  const root = temporaryFolder();
  chmodSync(root, 0o755);
  writeOld(join(root, "a.json"));
  chmodSync(join(root, "a.json"), 0o000);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    const context = newContext();
    const source = await openDirectory(root, context);
    expect(await drain(source, context)).toMatchObject([{ key: "a.json", path: null, reason: "permission denied" }]);
    expect(source.status().problem).toContain("a.json");
    if (isRoot) process.seteuid?.(0);
    chmodSync(join(root, "a.json"), 0o644);
    context.ledger.forget("a.json");
    expect(await drain(source, context)).toMatchObject([{ key: "a.json", reason: null }]);
    expect(source.status().problem).toBe(null);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test("a directory that goes away is a problem; when it is back, nothing is delivered twice", async () => {
  const root = temporaryFolder();
  const moved = join(temporaryFolder(), "moved");
  writeOld(join(root, "a.json"));
  const context = newContext();
  const source = await openDirectory(root, context);
  await drain(source, context);
  renameSync(root, moved);
  expect(await isQuiet(source, 500)).toBe(true);
  expect(source.status()).toMatchObject({
    problem: expect.stringContaining("no such file or directory"),
    caughtUp: false,
  });
  writeOld(join(moved, "b.json"));
  renameSync(moved, root);
  expect(keysOf(await drain(source, context))).toEqual(["b.json"]);
  expect(source.status()).toMatchObject({ problem: null, caughtUp: true });
});

test("a directory that is not there, or is a file, is an error at once", async () => {
  const root = temporaryFolder();
  writeOld(join(root, "file"));
  await expect(openDirectory(join(root, "none"), newContext())).rejects.toThrow("none: no such file or directory");
  await expect(openDirectory(join(root, "file"), newContext())).rejects.toThrow("file: not a directory");
});

test("of many files, those that are known are not asked for again", async () => {
  const root = temporaryFolder();
  for (let d = 0; d < 20; d++) {
    mkdirSync(join(root, `${d}`));
    for (let i = 0; i < 50; i++) writeOld(join(root, `${d}`, `${i}.json`));
  }
  const context = newContext({ limits: { files: 300, bytes: 1 << 20 } });
  // a clock that runs fast, so that looks seem to take long and the ways to look at less are used
  let ahead = 0;
  const source = await openDirectory(root, context, () => {
    ahead += 50;
    return Date.now() + ahead;
  });
  expect(await drain(source, context)).toHaveLength(1000);
  expect(context.ledger.asked).toBe(1000);
  writeOld(join(root, "7", "new.json"));
  appendFileSync(join(root, "3", "3.json"), "more");
  const keys = new Set<string>();
  while (keys.size < 2) for (const key of keysOf(await drain(source, context))) keys.add(key);
  expect([...keys].sort()).toEqual(["3/3.json", "7/new.json"]);
  expect(context.ledger.asked).toBe(1002);
});

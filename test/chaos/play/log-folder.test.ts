import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LogFolder, logFolder } from "../../../chaos/play/log-folder.ts";
import { bytesOf, type Content } from "../../../chaos/schedule/content.ts";
import type { World } from "../../../chaos/schedule/world.ts";

const world: World = {
  seed: 0,
  records: [`{"a":1}`, `{"b":22}`, `{"c":333}`],
  files: [],
  copies: [],
  last: { path: "last", records: [] },
};
const content: Content = { records: [0, 1, 2], shape: "ndjson", gzip: false };
const bytes = bytesOf(world, content);
let folder: string;
let logs: LogFolder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "chaos-logs-"));
  logs = await logFolder(folder, world);
});

afterEach(() => rm(folder, { recursive: true }));

const read = (path: string) => readFile(join(logs.path, path), "utf8");

test.each(["rename", "pieces", "overwrite"] as const)("a file comes whole: %s", async (how) => {
  await logs.change({ how, path: "x/y.json", content });
  expect(await read("x/y.json")).toBe(`{"a":1}\n{"b":22}\n{"c":333}\n`);
  expect(logs.whole()).toEqual(new Map([["x/y.json", bytes.length]]));
});

test("a file grows, to the same bytes in the end", async () => {
  await logs.change({ how: "grow", path: "g.json", content, to: 0.4 });
  expect(await read("g.json")).toBe(bytes.subarray(0, Math.ceil(bytes.length * 0.4)).toString());
  await logs.change({ how: "grow", path: "g.json", content, to: 0.7 });
  await logs.change({ how: "grow", path: "g.json", content, to: 1 });
  expect(await read("g.json")).toBe(bytes.toString());
});

test("a file that is moved there anew is another file", async () => {
  await logs.change({ how: "rename", path: "t.json", content });
  const before = await stat(join(logs.path, "t.json"), { bigint: true });
  await logs.change({ how: "rename", path: "t.json", content });
  const after = await stat(join(logs.path, "t.json"), { bigint: true });
  expect([after.ino, after.mtimeNs]).not.toEqual([before.ino, before.mtimeNs]);
});

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Disk } from "../../../chaos/play/disk.ts";
import { Lives } from "../../../chaos/play/lives.ts";

/** Does what its argument says, and writes `serve.json` as `serve` does. */
const CHILD = `
  const { writeFileSync } = require("node:fs");
  const [data, what] = process.argv.slice(1);
  if (what === "kills itself") process.kill(process.pid, "SIGKILL");
  if (what === "exits") process.exit(3);
  process.on("SIGTERM", () => process.exit(what === "ends badly" ? 4 : 0));
  writeFileSync(data + "/serve.json", JSON.stringify({ pid: process.pid, url: "http://127.0.0.1:9", token: "t" }));
  process.send("read");
  setInterval(() => undefined, 1000);
`;

let folder: string;
let lives: Lives;
const filled: unknown[] = [];
const disk: Disk = {
  path: "",
  prefix: [],
  fill: async (leave, pid) => void filled.push([leave, pid !== null]),
  free: async (pid) => void filled.push(["free", pid !== null]),
  close: async () => undefined,
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "chaos-lives-"));
  filled.length = 0;
});

afterEach(async () => {
  await lives.close();
  await rm(folder, { recursive: true });
});

function begin(what: string, killAt: Parameters<Lives["start"]>[0] = null): void {
  const log = join(folder, "log");
  lives = new Lives({ args: ["-e", CHILD, folder, what], env: {}, data: folder, log }, disk);
  lives.start(killAt);
}

const up = () => lives.running?.address(20_000);
const ended = () => vi.waitFor(() => expect(lives.running?.ending()).not.toBeNull(), 20_000);

test("one that is stopped ends well, and the next has the next number", async () => {
  begin("lives");
  await up();
  await lives.stop();
  lives.start(null);
  expect(lives.number).toBe(2);
  lives.check();
  expect(await readFile(join(folder, "log"), "utf8")).toContain("ended with 0");
});

test("one that was to be killed may be gone", async () => {
  begin("lives");
  lives.killAfter(0);
  await lives.bury(20_000);
  expect(lives.running).toBeNull();
});

test("one that does not kill itself in time is killed", async () => {
  begin("lives", { step: "written", count: 9 });
  await lives.bury(10);
  expect(lives.running).toBeNull();
});

test("one that was to kill itself may, one that was not may not", async () => {
  begin("kills itself", { step: "written", count: 1 });
  await ended();
  lives.check();
  await lives.close();
  begin("kills itself");
  await ended();
  expect(() => lives.check()).toThrow("serve ended by itself with SIGKILL in life 1");
});

test("one that was to kill itself may not end otherwise", async () => {
  begin("exits", { step: "written", count: 1 });
  await ended();
  await expect(lives.bury(10)).rejects.toThrow("serve ended by itself with 3 in life 1");
});

test("one that ends badly after SIGTERM is no good", async () => {
  begin("ends badly");
  await up();
  await expect(lives.stop()).rejects.toThrow("serve answers SIGTERM with 4 in life 1");
});

test("one that gives up while the disk is full is excused, and started anew when there is room", async () => {
  begin("exits");
  await lives.fill(0);
  await ended();
  lives.check();
  await lives.free();
  expect(lives.number).toBe(2);
  expect(lives.full).toEqual(new Set([1]));
  await ended();
  expect(() => lives.check()).toThrow("in life 2");
  expect(filled).toEqual([
    [0, true],
    ["free", false],
  ]);
});

test("one that is stopped before it listens may end by the signal", async () => {
  begin("lives");
  await lives.stop();
});

test("its steps are waited for, as far as they come", async () => {
  begin("lives");
  await lives.awaitStep("read", 20_000);
  expect(lives.running?.steps).toEqual(["read"]);
  await lives.awaitStep("written", 10);
  lives.forgetSteps();
  expect(lives.running?.steps).toEqual([]);
});

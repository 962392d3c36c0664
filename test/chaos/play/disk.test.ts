import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Disk, openDisk } from "../../../chaos/play/disk.ts";

const WRITE = `require("node:fs").writeFileSync(process.argv[1], Buffer.alloc(1_000_000))`;
let folder: string;
let disk: Disk;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "chaos-disk-"));
  disk = await openDisk(folder, "file size");
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function write(): { readonly status: number | null; readonly stderr: string } {
  const [program = "", ...args] = [...disk.prefix, process.execPath, "-e", WRITE, join(disk.path, "file")];
  return spawnSync(program, args, { encoding: "utf8" });
}

test("a process that is started while the disk is full cannot write what is large, and can again when it is free", async () => {
  expect(write().status).toBe(0);
  await disk.fill(1_000, null);
  const failed = write();
  expect(failed.status).not.toBe(0);
  expect(failed.stderr).toContain("EFBIG");
  await disk.free(null);
  expect(write().status).toBe(0);
});

test.runIf(existsSync("/usr/bin/prlimit"))("a process that runs already cannot either", async () => {
  const waiting = `process.stdin.once("data", () => { ${WRITE}; process.exit(0); }); process.stdout.write("up");`;
  const child = spawn(process.execPath, ["-e", waiting, join(disk.path, "file")], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  await disk.fill(1_000, child.pid ?? null);
  child.stdin.write("go");
  const [code] = await once(child, "exit");
  expect(code).not.toBe(0);
});

test("what is on it is kept when that is asked for", async () => {
  write();
  await disk.close(join(folder, "kept"));
  expect((await readFile(join(folder, "kept", "file"))).length).toBe(1_000_000);
  expect(existsSync(disk.path)).toBe(false);
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { folderOf } from "./folder.ts";
import { read, session, trail } from "./records.ts";
import { elastic, ruleFile } from "./rules.ts";
import { BIN, spawnCli } from "./spawn-cli.ts";

const MANY = 1500;
const cwd = folderOf({ "rules.ndjson": ruleFile(elastic("every-read", { max_signals: 10_000 })), "tmp/x": "" });
const tmp = join(cwd, "tmp");
const env = { ...process.env, TMPDIR: tmp };

beforeAll(() => {
  const records = Array.from({ length: MANY }, (_, n) =>
    read(`e${n}`, Date.parse("2026-01-02T00:00:00Z") + n * 1000, { userIdentity: session("app", `s${n}`) }),
  );
  writeFileSync(join(cwd, "logs.json.gz"), gzipSync(trail(records)));
});

function left(): string[] {
  return readdirSync(tmp).filter((name) => name.startsWith("trailhound-"));
}

const SCAN = ["scan", "logs.json.gz", "--no-builtin", "--rules", "rules.ndjson", "--format", "ndjson"];

test("the program runs, says its version, and leaves nothing behind", async () => {
  const { code, stdout } = await spawnCli(["--version"], { cwd, env });
  expect([code, stdout]).toEqual([0, "0.1.0\n"]);
  const ran = await spawnCli(["events", "logs.json.gz", "--limit", "2"], { cwd, env });
  expect([ran.code, ran.stderr, ran.stdout.split("\n").length, left()]).toEqual([0, "", 3, []]);
});

test("standard input, zipped or not, in the place of files", async () => {
  const stdin = gzipSync(trail([read("piped", "2026-01-02T03:04:05Z")]));
  const { code, stdout } = await spawnCli(["events", "-", "--as", "cloudtrail"], { cwd, env, stdin });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ eventID: "piped" });
});

describe("a reader that leaves early", () => {
  test.each([
    ["scan", "head -1"],
    ["scan 2>&1", "head -1"],
    ["scan", "true"],
    ["events", "head -c 10"],
  ])("%s | %s: no stack trace, nothing left behind", async (command, reader) => {
    const args = command.startsWith("scan") ? SCAN : ["events", "logs.json.gz"];
    const line = `"$0" "$@" ${command.includes("2>&1") ? "2>&1" : ""} | ${reader}; printf "\\n%s" "$?"`;
    const shell = spawn("bash", ["-o", "pipefail", "-c", line, process.execPath, BIN, ...args], { cwd, env });
    const { code, stderr, stdout } = await outputOf(shell);
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|Error|at /);
    expect(stdout.split("\n").at(-1)).toBe("0");
    expect(left()).toEqual([]);
  });

  test("nor does a slow reader lead to warnings", async () => {
    const line = '"$0" "$@" | (sleep 1; wc -l)';
    const { stdout, stderr } = await outputOf(spawn("sh", ["-c", line, process.execPath, BIN, ...SCAN], { cwd, env }));
    expect(stdout.trim()).toBe(String(MANY));
    expect(stderr).toMatch(/^Files /);
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk is said and is no success (needs /dev/full)", async () => {
    const line = '"$0" "$@" > /dev/full';
    for (const args of [["rules", "list", "--format", "json"], SCAN]) {
      const ran = await outputOf(spawn("sh", ["-c", line, process.execPath, BIN, ...args], { cwd, env }));
      expect(ran.stderr).toContain("trailhound: ENOSPC");
      expect(ran.code).toBe(2);
    }
    expect(left()).toEqual([]);
  });
});

describe.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s", (signal) => {
  test("ends the program and takes its temporary folder away", async () => {
    const child = spawn(process.execPath, [BIN, ...SCAN, "-"], { cwd, env, stdio: ["pipe", "pipe", "pipe"] });
    child.stdin?.write(trail([read("x", "2026-01-02T03:04:05Z")]));
    await until(() => left().length > 0);
    child.kill(signal);
    const { code, stderr } = await outputOf(child);
    expect([code, stderr, left()]).toEqual([130, "", []]);
  });
});

async function outputOf(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (data) => {
    stdout += String(data);
  });
  child.stderr?.on("data", (data) => {
    stderr += String(data);
  });
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

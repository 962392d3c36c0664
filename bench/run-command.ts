import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, isAbsolute, join } from "node:path";
import { performance } from "node:perf_hooks";
import { watchMemory } from "./watch-memory.ts";

/** What one run of a command took. */
export interface Sample {
  /** Seconds from start to exit. */
  readonly wall: number;
  /** Seconds of all cores, user and system. */
  readonly cpu: number;
  /** Peak resident memory of its largest process, bytes; null when the system does not say. */
  readonly memory: number | null;
}

/** A command that did not end with 0; the message has the end of what it said. */
export class CommandFailed extends Error {}

const GNU_TIME = "/usr/bin/time";
const SAID = 400;

/** Runs a command with its output thrown away and measures it, with GNU time where that is. `folder` is for a file. Throws CommandFailed. */
export async function runCommand(command: readonly string[], folder = tmpdir(), timer = GNU_TIME): Promise<Sample> {
  const file = join(folder, `bench-usage-${process.pid}`);
  const hasTime = process.platform === "linux" && existsSync(timer);
  const [program = "", ...args] = hasTime ? gnuTime(command, file) : shellTimes(command, file);
  const start = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  const peak = hasTime ? null : watchMemory(child.pid);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-SAID);
  });
  const code = await exitOf(child);
  const wall = (performance.now() - start) / 1000;
  const polled = peak?.() ?? null;
  if (code !== 0) throw new CommandFailed(failure(code, said, command));
  const usage = hasTime
    ? readGnuTime(await readFile(file, "utf8"))
    : { ...readTimes(await readFile(file, "utf8")), memory: polled };
  await rm(file);
  return { wall, ...usage };
}

function failure(code: number | string, said: string, command: readonly string[]): string {
  const words = said.trim().replace(/\s+/g, " ");
  return `exit ${code}: ${words === "" ? "it said nothing" : words} (${command.map(withoutFolders).join(" ").slice(0, 200)})`;
}

/** Results are published: they say nothing of where things lie. */
function withoutFolders(word: string): string {
  return isAbsolute(word) ? basename(word) : word;
}

function exitOf(child: ReturnType<typeof spawn>): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
}

function gnuTime(command: readonly string[], file: string): string[] {
  return [GNU_TIME, "-o", file, "-f", "%U %S %M", ...command];
}

/** `12.30 0.52 104832`: seconds, seconds, kilobytes. */
export function readGnuTime(text: string): Omit<Sample, "wall"> {
  const [user = Number.NaN, system = Number.NaN, kilobytes = Number.NaN] = text.trim().split(" ").map(Number);
  return { cpu: user + system, memory: kilobytes * 1024 };
}

/** `times` is built into every POSIX shell; its second line is the user and system time of the children. */
function shellTimes(command: readonly string[], file: string): string[] {
  return ["sh", "-c", `"$@"; status=$?; times > "$0"; exit $status`, file, ...command];
}

/** The second line of `times`: `1m2.50s 0m0.25s`. Seconds. */
export function readTimes(text: string): { readonly cpu: number } {
  const found = [...(text.split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  if (found.length !== 2) throw new Error(`times of the shell cannot be read: ${JSON.stringify(text)}`);
  return { cpu: found.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0) };
}

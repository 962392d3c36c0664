import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommitStep } from "../schedule/step.ts";
import type { Address } from "./api.ts";

export interface ServeCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The data directory, for `serve.json`. */
  readonly data: string;
  /** What is said on both outputs is appended there. */
  readonly log: string;
}

/** How a process ended: with a code or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One life of `serve`. */
export interface Served {
  readonly pid: number;
  /** Null while it runs. */
  readonly ending: () => Ending | null;
  readonly ended: Promise<Ending>;
  /** When it listens; throws when it ends before or the time (ms) is up. */
  address(within: number): Promise<Address>;
  /** Steps that batches have come to, in their order. */
  readonly steps: CommitStep[];
  kill(signal: NodeJS.Signals): void;
}

/** None of them outlives this process, however it ends. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts `command`, behind the words of `prefix`. */
export function startServe(
  command: ServeCommand,
  prefix: readonly string[],
  env: Readonly<Record<string, string>>,
): Served {
  const [program = process.execPath, ...args] = [...prefix, process.execPath, ...command.args];
  const log = createWriteStream(command.log, { flags: "a" });
  const child = spawn(program, args, {
    env: { ...process.env, ...command.env, ...env },
    // The last is for the steps.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${program} cannot be started`);
  let ending: Ending | null = null;
  running.add(child);
  const steps: CommitStep[] = [];
  child.on("message", (step) => void steps.push(step as CommitStep));
  const ended = endingOf(child, log).then((found) => {
    ending = found;
    running.delete(child);
    return found;
  });
  return {
    pid,
    ending: () => ending,
    ended,
    steps,
    address: (within) => addressOf(command.data, pid, () => ending, within),
    kill: (signal) => {
      child.kill(signal);
    },
  };
}

function endingOf(child: ChildProcess, log: WriteStream): Promise<Ending> {
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      log.end(`--- ended with ${code ?? signal}\n`, () => resolve({ code, signal }));
    });
  });
}

const EVERY = 20;

async function addressOf(data: string, pid: number, ending: () => Ending | null, within: number): Promise<Address> {
  const end = Date.now() + within;
  while (ending() === null) {
    const found = await readAddress(join(data, "serve.json"));
    // An earlier life may have left its own.
    if (found?.pid === pid) return found;
    if (Date.now() >= end) break;
    await sleep(EVERY);
  }
  throw new Error(ending() === null ? `serve does not listen after ${within} ms` : "serve has ended");
}

/** Null: not there, or being written. */
async function readAddress(path: string): Promise<(Address & { readonly pid: number }) | null> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}

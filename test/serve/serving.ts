import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll } from "vitest";
import type { JsonObject } from "../../src/util/json.ts";
import { trail } from "../cli/records.ts";
import { BIN } from "../cli/spawn-cli.ts";

/** A `trailhound serve` in a process of its own. */
export interface Serving {
  readonly url: string;
  readonly pid: number;
  /** Lines of standard output so far. */
  stdout(): readonly string[];
  /** Standard error so far. */
  log(): string;
  /** Asks the API; `token`: instead of that of this life. */
  call(path: string, options?: CallOptions): Promise<Answer>;
  /** Ends it, and gives the exit code: null, when the signal did it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface CallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly token?: string | null;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what an API answers is looked into by tests.
  readonly body: any;
}

const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

const PATIENCE = 40_000;

/** Asks until it gives something that is neither null, undefined nor false. */
export async function until<T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const found = await ask();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await wait(25);
  }
}

/** Starts `serve --data DATA --listen 127.0.0.1:0 --poll 50ms` below `folder`, and waits until it serves. */
export async function startServe(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Serving> {
  const given = args.includes("--listen") || args.includes("--config") ? [] : ["--listen", "127.0.0.1:0"];
  const child = spawn(process.execPath, [BIN, "serve", "--data", "data", "--poll", "50ms", ...given, ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  const caught = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    caught.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    caught.stderr += text;
  });
  const closed = once(child, "close");
  const file = join(folder, "data", "serve.json");
  const { url, token } = await until("serve to start", () => {
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}:\n${caught.stderr}`);
    if (!existsSync(file)) return null;
    const said = JSON.parse(readFileSync(file, "utf8")) as { url: string; token: string | null; pid: number };
    return said.pid === child.pid ? said : null;
  });
  return {
    url,
    pid: child.pid ?? 0,
    stdout: () => caught.stdout.split("\n").filter((line) => line !== ""),
    log: () => caught.stderr,
    call: (path, options = {}) => call(url, path, { token, ...options }),
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      const [code] = await closed;
      running.delete(child);
      return code as number | null;
    },
  };
}

async function call(url: string, path: string, { method, body, token = null }: CallOptions): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: /^[[{]/.test(text) ? JSON.parse(text) : null };
}

/** Delivers a file as sources that rename do: it is there as a whole or not at all. */
export function deliverFile(folder: string, name: string, content: readonly JsonObject[] | string | Uint8Array): void {
  const path = join(folder, "logs", name);
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = join(folder, "unfinished");
  writeFileSync(unfinished, typeof content === "string" || content instanceof Uint8Array ? content : trail(content));
  renameSync(unfinished, path);
}

/** As soon as so many events were committed, with their alerts. */
export function stored(serving: Serving, events: number): Promise<unknown> {
  const line = `\ntrailhound_events_total ${events}\n`;
  return until(`${events} events`, async () => (await serving.call("/metrics")).text.includes(line));
}

/** Alerts that are shown, by their ids. */
export async function alertIds(serving: Serving, query = ""): Promise<readonly string[]> {
  const { body } = await serving.call(`/v1/alerts${query}`);
  return body.alerts.map(({ alert }: { alert: { id: string } }) => alert.id).sort();
}

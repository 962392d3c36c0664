import type { Writable } from "node:stream";
import { safeJson } from "../../alert/format/safe-json.ts";
import type { Channel, Sent } from "../channel.ts";
import type { StdoutConfig } from "../config.ts";
import { ecsDocument } from "../ecs.ts";
import type { ChannelHooks } from "../hooks.ts";
import { DEFAULT_TIMEOUT } from "../http/target.ts";
import { keyOf } from "../key-of.ts";

/**
 * Writes one ECS document a line. It counts as told once the system has taken all of it. A line cannot be taken back: one that nobody
 * reads in time is waited for again by the next attempt, and not written twice.
 */
export function stdoutChannel({ name, timeout = DEFAULT_TIMEOUT }: StdoutConfig, hooks: ChannelHooks): Channel {
  const { stdout, now } = hooks;
  // A reader that goes away makes an error event, which would end the process if nobody listened. The callback of the write tells us.
  stdout.on("error", () => undefined);
  const waiting = new Map<string, Promise<Sent>>();
  return {
    name,
    send: (message, signal) => {
      const key = keyOf(message);
      const line = waiting.get(key) ?? written(stdout, `${safeJson(ecsDocument(message, now()))}\n`);
      waiting.set(key, line);
      return inTime(
        line.finally(() => waiting.delete(key)),
        timeout,
        signal,
      );
    },
    close: async () => undefined,
  };
}

function written(stdout: Writable, line: string): Promise<Sent> {
  if (!stdout.writable) return Promise.resolve({ kind: "retry", reason: "standard output is closed" });
  return new Promise((resolve) => {
    stdout.write(line, (error) => resolve(error ? { kind: "retry", reason: reasonOf(error) } : { kind: "sent" }));
  });
}

function inTime(line: Promise<Sent>, ms: number, signal: AbortSignal): Promise<Sent> {
  return new Promise((resolve) => {
    const done = (sent: Sent): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stopped);
      resolve(sent);
    };
    const stopped = (): void => done({ kind: "retry", reason: "nobody reads standard output" });
    const timer = setTimeout(stopped, ms);
    signal.addEventListener("abort", stopped);
    line.then(done, () => stopped());
  });
}

function reasonOf(error: Error): string {
  const code = "code" in error ? String(error.code) : "unknown error";
  return code === "EPIPE" ? "the reader of standard output is gone" : `standard output cannot be written (${code})`;
}

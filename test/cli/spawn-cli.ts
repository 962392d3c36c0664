import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Ran } from "./run-cli.ts";

/** The built program, as users run it. */
export const BIN = fileURLToPath(new URL("../../bin/trailhound.js", import.meta.url));

export interface SpawnOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdin?: string | Uint8Array;
}

/** Runs the built program in a process of its own. */
export function spawnCli(args: readonly string[], options: SpawnOptions): Promise<Ran> {
  return spawnCommand(process.execPath, [BIN, ...args], options);
}

/** Runs a program to its end. The exit code is -1 when a signal ended it. */
export async function spawnCommand(command: string, args: readonly string[], options: SpawnOptions): Promise<Ran> {
  const child = spawn(command, args, { cwd: options.cwd, env: options.env });
  const caught = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout.on("data", (data: Buffer) => caught.stdout.push(data));
  child.stderr.on("data", (data: Buffer) => caught.stderr.push(data));
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.stdin ?? "");
  const [code] = await once(child, "close");
  const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString("utf8");
  return { code: code ?? -1, stdout: text(caught.stdout), stderr: text(caught.stderr) };
}

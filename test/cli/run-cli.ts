import { Readable, Writable } from "node:stream";
import { makeProgram } from "../../src/cli/program.ts";
import { reportFailure } from "../../src/cli/report-failure.ts";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
}

/** Runs a command inside this process, as src/cli/main.ts would, with its streams caught. One at a time. */
export async function runCli(args: readonly string[], { cwd, stdin = "" }: RunOptions = {}): Promise<Ran> {
  const [stdout, stderr] = [new Caught(), new Caught()];
  const before = process.cwd();
  const streams = { stdout, stderr, stdin: Readable.from([Buffer.from(stdin)]) };
  const restore = Object.entries(streams).map(([name, stream]) => replace(name, stream));
  if (cwd !== undefined) process.chdir(cwd);
  try {
    process.exitCode = 0;
    await makeProgram()
      .parseAsync(["node", "trailhound", ...args])
      .catch((error: unknown) => {
        process.exitCode = reportFailure(error);
      });
    return { code: Number(process.exitCode), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.exitCode = 0;
    process.chdir(before);
    for (const undo of restore) undo();
  }
}

/** The lines of `stdout`, each parsed. */
export function jsonLines<T>({ stdout }: Ran): T[] {
  return stdout === ""
    ? []
    : stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
}

class Caught extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}

function replace(name: string, stream: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(process, name);
  Object.defineProperty(process, name, { value: stream, configurable: true });
  return () => {
    if (own) Object.defineProperty(process, name, own);
  };
}

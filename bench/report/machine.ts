import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";

export interface Machine {
  readonly cpu: string;
  /** That a process may use. */
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly system: string;
  /** Processes that ran or waited for a core in the minute before; nought where the system does not say. */
  readonly load: number;
}

export interface Versions {
  readonly node: string;
  readonly duckdb: string;
  readonly trailhound: string;
  /** Short hash, with `+` when files were changed since; null outside a repository. */
  readonly commit: string | null;
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memory: totalmem(),
    system: `${type()} ${release()}`,
    load: loadavg()[0] ?? 0,
  };
}

/** Of the package in the working directory. */
export function versions(): Versions {
  const version = (file: string): string => (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  return {
    node: process.version,
    duckdb: version("node_modules/@duckdb/node-api/package.json"),
    trailhound: version("package.json"),
    commit: commit(),
  };
}

function commit(): string | null {
  const git = (...args: string[]): string => execFileSync("git", args, { encoding: "utf8", stdio: "pipe" }).trim();
  try {
    const hash = git("rev-parse", "--short", "HEAD");
    return git("status", "--porcelain", "--", "src", "package-lock.json") === "" ? hash : `${hash}+`;
  } catch {
    return null;
  }
}

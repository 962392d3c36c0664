import { spawnSync } from "node:child_process";
import { cp, mkdir, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { OWN_MOUNTS } from "./mounts.ts";

/** Where the data directory of a schedule lies. It can be made full. */
export interface Disk {
  readonly path: string;
  /** What `serve` is started with, so that the limit holds from its start. */
  readonly prefix: readonly string[];
  /** From now on there is room for so many more bytes. `pid`: the process that is running. */
  fill(leave: number, pid: number | null): Promise<void>;
  free(pid: number | null): Promise<void>;
  /** Gives it back; with `keep` what is on it is copied to that folder. */
  close(keep: string | null): Promise<void>;
}

/** A disk that is nowhere near full. */
const ROOM = 512 * 1024 * 1024;
const PAGE = 4096;
/** A process without room of its own cannot even begin; files up to this size are always possible with the limit by process. */
const LEAST_FILE = 65_536;

/** Which kind of full disk there is here: a file system of its own, or a limit on the size of the files of the process. */
export type DiskKind = "tmpfs" | "file size";

/** `tmpfs` in a process with mounts of its own (see `withOwnMounts`), else `file size`, which every POSIX system has. */
export function diskKind(): DiskKind {
  return process.env[OWN_MOUNTS] === undefined ? "file size" : "tmpfs";
}

export async function openDisk(folder: string, kind = diskKind()): Promise<Disk> {
  const path = join(folder, "disk");
  await mkdir(path, { recursive: true });
  return kind === "tmpfs" ? tmpfs(path) : fileSize(path);
}

function tmpfs(path: string): Disk {
  mount(["-t", "tmpfs", "-o", `size=${ROOM}`, "trailhound-chaos", path]);
  return {
    path,
    prefix: [],
    fill: async (leave) => {
      for (let attempt = 1; !(await shrunk(path, leave)); attempt++)
        if (attempt === MOST_ATTEMPTS) throw new Error(`${path} cannot be made smaller`);
    },
    free: async () => mount(["-o", `remount,size=${ROOM}`, path]),
    close: async (keep) => {
      if (keep !== null) await cp(path, keep, { recursive: true });
      // A process that is ending may still hold it: the mount goes away with the last one.
      run("umount", ["-l", path]);
      await rm(path, { recursive: true });
    },
  };
}

/** While somebody writes, what is in use may grow beyond the new size before it holds. */
const MOST_ATTEMPTS = 50;

async function shrunk(path: string, leave: number): Promise<boolean> {
  const { bsize, blocks, bfree } = await statfs(path);
  // No pages at all would mean no limit.
  const size = Math.max(1, Math.ceil(((blocks - bfree) * bsize + leave) / PAGE)) * PAGE;
  return run("mount", ["-o", `remount,size=${size}`, path]) === null;
}

function mount(args: readonly string[]): void {
  const said = run("mount", args);
  if (said !== null) throw new Error(`mount failed: ${said}`);
}

/** Null when it went well, else what it said. */
function run(command: string, args: readonly string[]): string | null {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? null : (error?.message ?? stderr.trim());
}

/**
 * Writing beyond a size fails (EFBIG), which is what DuckDB and Node see of a full disk as well: an error of `write`. A running process is
 * limited with prlimit where there is one; where there is none the limit holds for processes that are started meanwhile.
 */
function fileSize(path: string): Disk {
  let blocks: number | null = null;
  const BLOCK = 512;
  return {
    path,
    get prefix() {
      return blocks === null ? [] : ["sh", "-c", `ulimit -S -f ${blocks} && exec "$@"`, "sh"];
    },
    fill: async (leave, pid) => {
      blocks = Math.ceil((LEAST_FILE + leave) / BLOCK);
      if (pid !== null) run("prlimit", ["--pid", String(pid), `--fsize=${blocks * BLOCK}:`]);
    },
    free: async (pid) => {
      blocks = null;
      if (pid !== null) run("prlimit", ["--pid", String(pid), "--fsize=unlimited:"]);
    },
    close: async (keep) => {
      if (keep !== null) await cp(path, keep, { recursive: true });
      await rm(path, { recursive: true });
    },
  };
}

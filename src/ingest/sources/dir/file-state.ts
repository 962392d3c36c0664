import type { BigIntStats } from "node:fs";
import type { FoundObject } from "../found-object.ts";

/** How a file looked: what tells one version from the next, and whether it may still be written. */
export interface FileLook {
  readonly etag: string;
  readonly size: number;
  /** Epoch ms. */
  readonly modified: number;
  /** When it was last written, renamed or linked, epoch ms. */
  readonly changed: number;
}

export function lookOf(stats: BigIntStats): FileLook {
  return {
    etag: `${stats.size}-${stats.mtimeNs}-${stats.ino}`,
    size: Number(stats.size),
    modified: Number(stats.mtimeMs),
    changed: Number(stats.ctimeMs),
  };
}

/** A file that is not delivered in its present version. */
export interface PendingFile extends FileLook {
  /** By the clock, epoch ms: when this version was seen first. */
  readonly since: number;
  /** When the first version was seen that is not delivered. */
  readonly waitsSince: number;
}

/** Two looks at least so far apart (ms) must agree before a file counts as whole. */
export const REST = 300;
/** A file that changes all the time is delivered as it is after so long (ms). */
const LONGEST_WAIT = 10_000;
/** A file that was last written so long ago (ms) is whole at the first look. */
const OLD = 10_000;

/** Whether it is time to deliver a file. `now` by the clock, epoch ms. */
export function isReady(file: PendingFile, now: number): boolean {
  const untouched = now - file.modified;
  return untouched >= OLD || now - file.since >= REST || now - file.waitsSince >= LONGEST_WAIT;
}

export function objectOf(key: string, { etag, size, changed }: FileLook): FoundObject {
  return { key, etag, size, arrived: changed };
}

/**
 * Names under which a file is written before it gets its own: `.NAME.XXXXXX` of rsync (rsync(1), --temp-dir) and
 * `NAME.XXXXXXXX` with eight hexadecimal digits of `aws s3 cp` and `aws s3 sync`.
 */
export function isTemporary(name: string): boolean {
  return /^\..+\.[A-Za-z0-9]{6}$/.test(name) || /\.(gz|json)\.[0-9A-Fa-f]{8}$/.test(name);
}

import { realpath } from "node:fs/promises";
import { LakeError } from "./lake-error.ts";

/** Kept lakes that this process has open: the lock of a file keeps other processes out, not this one. */
const OPEN = new Set<string>();

/** Takes a lake's directory for this process; call what it gives when the lake is closed. */
export async function claim(directory: string): Promise<() => void> {
  const real = await realpath(directory);
  if (OPEN.has(real)) throw new LakeError(`${directory}: this lake is open already, in this process`);
  OPEN.add(real);
  return () => OPEN.delete(real);
}

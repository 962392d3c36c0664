import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UsageError } from "./usage-error.ts";

/** Throws a UsageError when a file that an option names could not be written: better said before the work than after it. */
export async function checkOutputFile(option: string, file: string | undefined): Promise<void> {
  if (file === undefined) return;
  const refuse = (reason: string): never => {
    throw new UsageError(`${option} ${JSON.stringify(file)}: ${reason}`);
  };
  const folder = dirname(resolve(file));
  await access(folder, constants.W_OK).catch(() => refuse("its folder is not there or cannot be written to"));
  const existing = await stat(file).catch(() => null);
  if (existing?.isDirectory()) refuse("this is a directory");
}

import { sizeArgument } from "./size-argument.ts";
import { UsageError } from "./usage-error.ts";

const MIB = 1024 * 1024;
const LEAST = 128 * MIB;

/** `--memory` as the database takes it. Below 128 MB it cannot work on a batch. */
export function memoryArgument(text: string): string {
  const bytes = sizeArgument("--memory", text);
  if (bytes < LEAST) throw new UsageError(`--memory ${JSON.stringify(text)}: expected 128MB or more`);
  return `${Math.floor(bytes / MIB)}MiB`;
}

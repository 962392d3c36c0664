import { LEAST_MEMORY, memoryLimit } from "../util/size.ts";
import { sizeArgument } from "./size-argument.ts";
import { UsageError } from "./usage-error.ts";

/** `--memory` as the database takes it. */
export function memoryArgument(text: string): string {
  const bytes = sizeArgument("--memory", text);
  if (bytes < LEAST_MEMORY) throw new UsageError(`--memory ${JSON.stringify(text)}: expected 128MB or more`);
  return memoryLimit(bytes);
}

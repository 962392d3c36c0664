import { parseSize } from "../util/size.ts";
import { UsageError } from "./usage-error.ts";

/** Bytes of `512MB`, `1GB`, `1048576`. */
export function sizeArgument(option: string, text: string): number {
  const bytes = parseSize(text);
  if (bytes !== undefined) return bytes;
  throw new UsageError(`${option} ${JSON.stringify(text)}: expected a size such as 512MB or 1GB`);
}

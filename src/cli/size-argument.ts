import { UsageError } from "./usage-error.ts";

const UNITS: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** Bytes of `512MB`, `1GB`, `1048576`. */
export function sizeArgument(option: string, text: string): number {
  const match = /^(\d{1,12})\s*([kmgt]?)(i?b)?$/i.exec(text);
  const bytes = Number(match?.[1] ?? 0) * (UNITS[match?.[2]?.toLowerCase() ?? ""] ?? 0);
  if (bytes > 0) return bytes;
  throw new UsageError(`${option} ${JSON.stringify(text)}: expected a size such as 512MB or 1GB`);
}

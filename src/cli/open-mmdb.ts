import type { LookupIp } from "../enrich/ip.ts";
import { UsageError } from "./usage-error.ts";

/** The lookup over the files of `--mmdb`; null without any. Throws a UsageError that names a file which cannot be used. */
export async function openMmdb(files: readonly string[] = []): Promise<LookupIp | null> {
  if (files.length === 0) return null;
  const { openIpLookup } = await import("../enrich/ip.ts");
  return openIpLookup(files).catch((error: unknown) => {
    throw new UsageError(`--mmdb ${error instanceof Error ? error.message : String(error)}`);
  });
}

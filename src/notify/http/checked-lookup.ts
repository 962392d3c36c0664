import dns from "node:dns";
import type { LookupFunction } from "node:net";
import { refusal } from "./address.ts";

/** The system's resolver, or one for tests. All addresses of a host. */
export type Resolve = (host: string) => Promise<readonly dns.LookupAddress[]>;

export const systemResolve: Resolve = (host) => dns.promises.lookup(host, { all: true });

/** A target that may not be connected to. The message names its address. */
export class RefusedAddress extends Error {
  override readonly name = "RefusedAddress";
}

/**
 * For `node:http`, in place of its own: the addresses that are connected to are the very ones that were checked, so a name that answers
 * otherwise the second time gains nothing. One address that may not be reached spoils the whole answer.
 */
export function checkedLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  return (host, options, callback) => {
    checkedAddresses(resolve, host, allowPrivate).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all) callback(null, [...addresses]);
        else callback(null, first?.address ?? "", first?.family ?? 4);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), ""),
    );
  };
}

async function checkedAddresses(
  resolve: Resolve,
  host: string,
  allowPrivate: boolean,
): Promise<readonly dns.LookupAddress[]> {
  const addresses = await resolve(host);
  if (addresses.length === 0) throw new RefusedAddress("the host has no address");
  for (const { address } of addresses) {
    const why = refusal(address, allowPrivate);
    if (why !== null) throw new RefusedAddress(why);
  }
  return addresses;
}

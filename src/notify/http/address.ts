import { ipKey, ipRange } from "../../util/ip.ts";

/** `private`: may be allowed. `never`: no receiver of notices is there, allowed or not. */
export type Reach = { readonly kind: "public" } | { readonly kind: "private" | "never"; readonly what: string };

const PUBLIC: Reach = { kind: "public" };

/**
 * IANA's special-purpose registries (IPv4, IPv6), and where clouds serve credentials: EC2, ECS, EKS, Google, Alibaba. The first that
 * matches counts.
 */
const SPECIAL: readonly (readonly [kind: "private" | "never", what: string, networks: readonly string[]])[] = [
  ["never", "a metadata address", ["169.254.169.254", "169.254.170.2", "169.254.170.23", "100.100.100.200"]],
  ["never", "a metadata address", ["fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254"]],
  ["never", "unspecified", ["0.0.0.0/8", "::"]],
  ["never", "multicast", ["224.0.0.0/4", "ff00::/8"]],
  ["never", "reserved", ["240.0.0.0/4", "192.0.0.0/24", "100::/64", "2001::/23", "5f00::/16"]],
  ["private", "loopback", ["127.0.0.0/8", "::1"]],
  ["private", "link-local", ["169.254.0.0/16", "fe80::/10"]],
  ["private", "private", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]],
  ["private", "private", ["fc00::/7", "fec0::/10", "64:ff9b:1::/48"]],
  ["private", "for tests and documentation", ["192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"]],
  ["private", "for tests and documentation", ["2001:db8::/32", "3fff::/20"]],
];

const RANGES = SPECIAL.flatMap(([kind, what, networks]) =>
  networks.map((network) => {
    const range = ipRange(network);
    if (range === undefined) throw new Error(`bug: ${network} is no network`);
    return { ...range, reach: { kind, what } satisfies Reach };
  }),
);

/** IPv6 networks that carry an IPv4 address: where it stands among the 32 hex digits. NAT64, 6to4, SIIT, IPv4-compatible. */
const CARRIERS: readonly { readonly prefix: string; readonly at: number }[] = [
  { prefix: "0064ff9b0000000000000000", at: 24 },
  { prefix: "2002", at: 4 },
  { prefix: "0000000000000000ffff0000", at: 24 },
  { prefix: "000000000000000000000000", at: 24 },
];

/** How far an address may be reached from; IPv4 inside IPv6 counts as IPv4. Text that is no address, or has a zone, is `never`. */
export function reachOf(address: string): Reach {
  const key = ipKey(address);
  if (key === undefined) return { kind: "never", what: "no address" };
  const own = special(key);
  if (own.kind !== "public") return own;
  const carrier = CARRIERS.find(({ prefix }) => key.startsWith(prefix));
  return carrier === undefined ? PUBLIC : special(`${MAPPED}${key.slice(carrier.at, carrier.at + 8)}`);
}

const MAPPED = "00000000000000000000ffff";

function special(key: string): Reach {
  return RANGES.find(({ first, last }) => first <= key && key <= last)?.reach ?? PUBLIC;
}

/** Why a channel may not connect to an address; null: it may. */
export function refusal(address: string, allowPrivate: boolean): string | null {
  const reach = reachOf(address);
  if (reach.kind === "public" || (reach.kind === "private" && allowPrivate)) return null;
  const hint = reach.kind === "private" ? "; allow_private allows it" : "";
  return `${address} is ${reach.what}, which webhooks may not reach${hint}`;
}

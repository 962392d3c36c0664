/** Session names of EC2 instances: `i-` and 17 or 8 characters. Source: Datadog's forwarder, which asks for hex digits. */
export const INSTANCE_SESSIONS: readonly string[] = [`i-${"?".repeat(17)}`, `i-${"?".repeat(8)}`];

/** Addresses that are routed nowhere: RFC 1918, loopback, link-local, unique local. */
export const PRIVATE_NETWORKS: readonly string[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "::1/128",
  "fc00::/7",
  "fe80::/10",
];

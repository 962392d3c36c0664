import type { StoredToken } from "./token.ts";

export interface ListenAddress {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
}

/** The parts of `127.0.0.1:8787`, `[::1]:8787`, `localhost:0`; null when it is something else. */
export function parseListen(text: string): ListenAddress | null {
  const [, six, four, port] = /^(?:\[([0-9a-fA-F:.]{2,45})\]|([A-Za-z0-9.-]{1,253})):(\d{1,5})$/.exec(text) ?? [];
  const host = six ?? four;
  if (host === undefined || Number(port) > 65_535) return null;
  return { host: host.toLowerCase(), port: Number(port) };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Why this address must not be listened on; null: it may. */
export function checkListen({ host }: ListenAddress, tokens: readonly StoredToken[]): string | null {
  if (tokens.length > 0 || isLoopback(host)) return null;
  return `listening on ${host} would let everybody who can reach it change alerts: make a token first (trailhound token create), or listen on 127.0.0.1`;
}

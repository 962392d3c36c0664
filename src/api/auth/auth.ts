import { Problem } from "../http/problem.ts";
import type { FailedLogins } from "./failed-logins.ts";
import { mayAs, type Role } from "./role.ts";
import { findToken, type StoredToken } from "./token.ts";

/** `local`: whoever can reach the port may everything, which is for loopback alone. */
export type Auth = { readonly kind: "local" } | { readonly kind: "tokens"; readonly tokens: readonly StoredToken[] };

/** Who asks. */
export interface Caller {
  readonly name: string;
  readonly role: Role;
}

export const LOCAL_CALLER: Caller = { name: "local", role: "admin" };

const CHALLENGE = { "WWW-Authenticate": 'Bearer realm="trailhound"' };

/**
 * Throws a Problem for whoever is not known. A right token is let in however many wrong ones came from its address: it cannot be
 * guessed, and nobody is to lock out those behind the same gateway.
 */
export function authenticate(
  auth: Auth,
  request: { readonly authorization: string | undefined; readonly address: string },
  failed: FailedLogins,
): Caller {
  if (auth.kind === "local") return LOCAL_CALLER;
  if (request.authorization === undefined)
    throw new Problem("unauthenticated", "send a token: Authorization: Bearer th_...", { headers: CHALLENGE });
  const text = /^Bearer +(\S{1,200}) *$/i.exec(request.authorization)?.[1];
  const token = text === undefined ? null : findToken(text, auth.tokens);
  if (token !== null) return { name: token.name, role: token.role };
  const wait = failed.add(request.address);
  if (wait === null) throw new Problem("unauthenticated", "this token is not known here", { headers: CHALLENGE });
  throw new Problem("too-many-failures", `too many wrong tokens from this address: wait ${wait} s`, {
    headers: { "Retry-After": String(wait) },
  });
}

export function requireRole(caller: Caller, needed: Role): void {
  if (mayAs(caller.role, needed)) return;
  throw new Problem("forbidden", `this needs the role ${needed}; the token "${caller.name}" has ${caller.role}`);
}

/** What an ARN of an identity says. Names are as written, unchecked. */
export interface IdentityArn {
  readonly account: string;
  readonly user: string | null;
  readonly role: string | null;
  readonly session: string | null;
}

/** Of `arn:*:iam::…:user/…`, `…:role/…` and `arn:*:sts::…:assumed-role/ROLE/SESSION`; null for any other text. */
export function parseIdentityArn(arn: string): IdentityArn | null {
  const [scheme, , service, , account = "", ...rest] = arn.split(":");
  if (scheme !== "arn" || (service !== "iam" && service !== "sts")) return null;
  const [kind, ...path] = rest.join(":").split("/");
  const last = path.at(-1) ?? null;
  switch (kind) {
    case "user":
      return { account, user: last, role: null, session: null };
    case "federated-user":
      return { account, user: null, role: null, session: last };
    case "role":
      return { account, user: null, role: last, session: null };
    case "assumed-role":
      return { account, user: null, role: path[0] ?? null, session: path.slice(1).join("/") || null };
    default:
      return { account, user: null, role: null, session: null };
  }
}

export const ROLES = ["viewer", "analyst", "admin"] as const;

/** Each may what those before it may. */
export type Role = (typeof ROLES)[number];

export function mayAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

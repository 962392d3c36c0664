import type { Alert } from "../../alert/alert.ts";
import { canonicalJson } from "../../util/json.ts";
import type { Noisiest, NoisyEntity } from "./backtest-report.ts";

type Entity = NoisyEntity["entity"];

/** Counts alerts by entity. As many entities are held as have alerts. */
export class EntityCounts {
  readonly #counts = new Map<string, { readonly entity: Entity; alerts: number }>();
  #alerts = 0;

  /** Null: the alert is nobody's, and counts in the whole only. */
  add(entity: Entity | null): void {
    this.#alerts += 1;
    if (entity === null) return;
    const key = canonicalJson(entity);
    const count = this.#counts.get(key) ?? { entity, alerts: 0 };
    count.alerts += 1;
    this.#counts.set(key, count);
  }

  noisiest(most: number): Noisiest {
    const all = [...this.#counts].sort(([a, one], [b, other]) => other.alerts - one.alerts || (a < b ? -1 : 1));
    return {
      total: all.length,
      noisiest: all
        .slice(0, most)
        .map(([, { entity, alerts }]) => ({ entity, alerts, share: round(alerts / this.#alerts) })),
    };
  }
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

/** What the rule groups by; without groups who it was. Null: neither is known. */
export function entityOf(alert: Alert): Entity | null {
  return Object.keys(alert.entity).length > 0 ? alert.entity : identityOf(alert);
}

/** Who is behind the alert; null when it is about no one. */
export function identityOf({ identity }: Alert): Entity | null {
  if (identity.arn !== null) return { "identity.arn": identity.arn };
  if (identity.principal_id !== null) return { "identity.principal_id": identity.principal_id };
  return identity.invoked_by === null ? null : { "identity.invoked_by": identity.invoked_by };
}

import type { Call, Planned } from "../calls/call.ts";
import { decrypted } from "../calls/reads.ts";
import type { Account } from "../cast/account.ts";
import type { Session } from "../cast/session.ts";
import type { Attack, AttackName } from "./attack.ts";

/** A read of an attack, and the parameters whose values it got. */
export interface Theft {
  readonly time: number;
  readonly call: Call;
  readonly got: readonly string[];
  /** When the attack's session was renewed meanwhile. */
  readonly session?: Session;
}

/** The attack that one session makes of its thefts. */
export function attackOf(name: AttackName, account: Account, session: Session, thefts: readonly Theft[]): Attack {
  const region = account.regions[0];
  const reads = thefts.map(
    (each): Planned => ({ time: each.time, region, session: each.session ?? session, call: each.call }),
  );
  const traces = thefts.flatMap(({ time, got, session: own = session }) =>
    decrypted(account, got, true).map((call): Planned => ({ time, region, session: own, call })),
  );
  return { name, account: account.id, entity: session.arn, reads, traces };
}

/** From the block of addresses reserved for documentation that nobody else in the simulation uses (RFC 5737). */
export function strangerAddress(last: number): string {
  return `192.0.2.${last}`;
}

import type { Planned } from "../calls/call.ts";
import type { Account } from "../cast/account.ts";
import type { Random } from "../random.ts";

export const ATTACK_NAMES = [
  "ssm-decrypt-first-time",
  "ssm-enumeration-burst",
  "ssm-enumeration-batch",
  "ssm-enumeration-by-path",
  "ssm-low-and-slow",
  "ssm-new-session-burst",
] as const;

export type AttackName = (typeof ATTACK_NAMES)[number];

/** Where and when an attack may happen. */
export interface Scene {
  readonly accounts: readonly Account[];
  readonly seed: number;
  readonly choose: Random;
  /** Epoch ms of a time of day, so many days before the last one; earlier days than the range allows become its last third. */
  at(daysBeforeLast: number, hour: number, minute: number): number;
}

/** An attack before it is written. Events of `reads` are the attack's own; `traces` happen because of them (KMS). */
export interface Attack {
  readonly name: AttackName;
  readonly account: string;
  /** ARN of the identity that acts. */
  readonly entity: string;
  readonly reads: readonly Planned[];
  readonly traces: readonly Planned[];
}

/** One line of truth.ndjson. Times are ISO 8601 in UTC; ids are those of the reads, by time. */
export interface Truth {
  readonly attack: AttackName;
  readonly entity: string;
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly event_ids: readonly string[];
}

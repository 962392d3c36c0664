import type { Rhythm } from "../rhythm.ts";

export type ActorKind = "sso" | "iam_user" | "lambda" | "ec2" | "ecs" | "pipeline";

/** Somebody or something that makes calls in an account, without its sessions. */
export interface Actor {
  /** Unique in the simulation; seeds what belongs to the actor. */
  readonly key: string;
  readonly kind: ActorKind;
  readonly accountId: string;
  /** User or role name. */
  readonly name: string;
  /** ARN of the user or role. */
  readonly arn: string;
  readonly principalId: string;
  /** Session names that come back; empty: each session has a new one. */
  readonly sessions: readonly string[];
  readonly addresses: readonly string[];
  readonly agents: readonly string[];
  readonly rhythm: Rhythm;
  readonly region: string;
  readonly reads: readonly ReadHabit[];
}

/** What an actor reads as a matter of course. */
export interface ReadHabit {
  readonly how: "one_by_one" | "batch" | "path" | "history" | "secret" | "secrets";
  readonly decrypt: boolean;
  readonly names: readonly string[];
  /** Names a visit; a visit takes the next ones, so that all are read in turn. */
  readonly atOnce: number;
  /** Milliseconds between visits; null: once a run of a pipeline, once a working day of a person. */
  readonly every: number | null;
}

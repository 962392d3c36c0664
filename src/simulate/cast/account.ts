import type { Actor } from "./actor.ts";

export interface Account {
  readonly id: string;
  /** `production`, `staging`, `tools` ... */
  readonly alias: string;
  /** First part of its parameters' names. */
  readonly environment: string;
  /** Home region first. */
  readonly regions: readonly [string, string];
  readonly people: readonly Actor[];
  readonly workloads: readonly Actor[];
  readonly pipelines: readonly Actor[];
  /** IAM user that fetches configuration every few minutes from outside AWS; only the first account has one. */
  readonly poller: Actor | null;
  /** A workload that reads no parameters at all: a victim for the attack on first decryption. */
  readonly silent: Actor;
  /** Full parameter names, e.g. `/prod/checkout/db/password`. */
  readonly parameters: readonly string[];
  /** ARNs of Secrets Manager secrets. */
  readonly secrets: readonly string[];
  readonly resources: AccountResources;
}

export interface AccountResources {
  readonly instances: readonly string[];
  readonly buckets: readonly string[];
  readonly tables: readonly string[];
  readonly functions: readonly string[];
  readonly logGroups: readonly string[];
  readonly clusters: readonly string[];
  /** ARN of the key behind SecureString parameters and secrets. */
  readonly kmsKey: string;
}

import { HOUR, MINUTE } from "../../util/duration.ts";
import { type Random, random } from "../random.ts";
import { ROUND_THE_CLOCK } from "../rhythm.ts";
import type { Account, AccountResources } from "./account.ts";
import type { Actor } from "./actor.ts";
import { fleet, habit, keyHolder, lambda, type Place, person, pipeline, taskRole } from "./build-actors.ts";
import { APPLICATIONS, PARAMETER_KEYS, SECRET_KEYS } from "./words.ts";

const KINDS = [
  { alias: "production", environment: "prod", regions: ["eu-west-1", "us-east-1"] },
  { alias: "staging", environment: "staging", regions: ["eu-west-1", "us-east-1"] },
  { alias: "tools", environment: "tools", regions: ["us-east-1", "eu-central-1"] },
] as const;

/** The account of this index. The more events a day it has (its own share), the more actors. */
export function buildAccount(seed: number, index: number, eventsPerDay: number): Account {
  const choose = random(seed, "account", index);
  const kind = KINDS[index % KINDS.length] ?? KINDS[0];
  const id = choose.text(1, "123456789") + choose.text(11, "0123456789");
  const environment =
    index < KINDS.length ? kind.environment : `${kind.environment}${Math.floor(index / KINDS.length) + 1}`;
  const place: Place = { accountId: id, region: kind.regions[0], environment, choose };
  const parameters = APPLICATIONS.flatMap((app) => PARAMETER_KEYS.map(([key]) => `/${environment}/${app}/${key}`));
  const secrets = APPLICATIONS.flatMap((app) =>
    SECRET_KEYS.map((key) => secretArn(place, `${environment}/${app}/${key}`)),
  );
  const workloads = buildWorkloads(place, scaled(eventsPerDay, 5, 500, 60), parameters, secrets);
  return {
    id,
    alias: index < KINDS.length ? kind.alias : `${kind.alias}-${index}`,
    environment,
    regions: kind.regions,
    people: buildPeople(place, scaled(eventsPerDay, 6, 800, 40), parameters, secrets),
    workloads,
    pipelines: buildPipelines(place, scaled(eventsPerDay, 2, 2000, 12), parameters, secrets),
    poller: index === 0 ? buildPoller(place, eventsPerDay, parameters) : null,
    silent: lambda(place, "thumbnailer", []),
    parameters,
    secrets,
    resources: buildResources(place, workloads),
  };
}

function scaled(eventsPerDay: number, least: number, each: number, most: number): number {
  return Math.min(most, least + Math.floor(eventsPerDay / each));
}

function secretArn(place: Place, name: string): string {
  return `arn:aws:secretsmanager:${place.region}:${place.accountId}:secret:${name}-${suffix(place.choose)}`;
}

/** Secrets Manager ends the ARN of a secret with a hyphen and six random characters. */
function suffix(choose: Random): string {
  return choose.text(6, "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789");
}

/** Only the first two permission sets read secrets, each person the same few in turn every working day. */
function buildPeople(place: Place, count: number, parameters: readonly string[], secrets: readonly string[]): Actor[] {
  const suffixes = Array.from({ length: 4 }, () => place.choose.hex(16));
  return Array.from({ length: count }, (_, index) => {
    const set = index % 4;
    const names = parameters.slice(set * 16, set * 16 + 6);
    const parameterReads = { how: "one_by_one", names, decrypt: true, atOnce: 2, every: null } as const;
    const secretReads = {
      how: "secret",
      names: secrets.slice(set * 4, set * 4 + 3),
      decrypt: true,
      atOnce: 1,
      every: null,
    } as const;
    const reads = set === 0 ? [parameterReads, secretReads] : set === 1 ? [secretReads] : [];
    return person(place, index, suffixes, reads);
  });
}

function buildWorkloads(
  place: Place,
  count: number,
  parameters: readonly string[],
  secrets: readonly string[],
): Actor[] {
  const perApplication = PARAMETER_KEYS.length;
  return Array.from({ length: count }, (_, index) => {
    const at = index % APPLICATIONS.length;
    const round = Math.floor(index / APPLICATIONS.length);
    const application = `${APPLICATIONS[at]}${round === 0 ? "" : `-${round + 1}`}`;
    const own = parameters.slice(at * perApplication, (at + 1) * perApplication);
    const ownSecrets = secrets.slice(at * 4, at * 4 + 4);
    const path = (own[0] ?? "").split("/").slice(0, 3).join("/");
    switch (index % 5) {
      case 0:
        return lambda(place, application, [habit("one_by_one", own.slice(0, 4), 4)]);
      case 1:
        return fleet(place, application, 3, [habit("batch", own.slice(0, 6), 12)]);
      case 2:
        return lambda(place, application, [habit("secret", ownSecrets.slice(0, 2), 3)]);
      case 3:
        return taskRole(place, application, [habit("path", [path], 12), habit("secrets", ownSecrets.slice(0, 3), 24)]);
      default:
        return fleet(place, application, 2, [
          habit("one_by_one", own.slice(0, 3), 8),
          habit("history", own.slice(0, 1), 24),
        ]);
    }
  });
}

/**
 * A run has a new session name, so it must not decrypt through GetParameter(s): each run would be a first time for
 * its ARN, as it is in real accounts. Pipelines read plain parameters and Secrets Manager instead.
 */
function buildPipelines(
  place: Place,
  count: number,
  parameters: readonly string[],
  secrets: readonly string[],
): Actor[] {
  return Array.from({ length: count }, (_, index) => {
    const application = APPLICATIONS[index % APPLICATIONS.length] ?? "checkout";
    const image = parameters.filter((name) => name.endsWith("/image-tag")).slice(index, index + 1);
    const secret = secrets.slice(index * 4, index * 4 + 2);
    return pipeline(place, application, [
      { how: "one_by_one", names: image, decrypt: false, atOnce: 1, every: null },
      { how: "secret", names: secret, decrypt: true, atOnce: 2, every: null },
    ]);
  });
}

/** Polls as often as fits into a quarter of the account's events, every five minutes at most. */
function buildPoller(place: Place, eventsPerDay: number, parameters: readonly string[]): Actor {
  const fits = [5, 10, 15, 30, 60].find((minutes) => (1440 / minutes) * 2 <= eventsPerDay * 0.75) ?? 60;
  const names = parameters.filter((name) => name.endsWith("/feature-flags") || name.endsWith("/log-level")).slice(0, 8);
  const reads = [{ how: "one_by_one", names, decrypt: false, atOnce: 2, every: fits * MINUTE } as const];
  return keyHolder(place, "svc-config-sync", "198.51.100.77", ROUND_THE_CLOCK, reads);
}

function buildResources(place: Place, workloads: readonly Actor[]): AccountResources {
  const functions = workloads.filter((each) => each.kind === "lambda").flatMap((each) => each.sessions);
  return {
    instances: workloads.filter((each) => each.kind === "ec2").flatMap((each) => each.sessions),
    buckets: ["assets", "exports", "backups", "logs"].map((name) => `northwind-${place.environment}-${name}`),
    tables: ["orders", "carts", "sessions", "idempotency-keys"],
    functions,
    logGroups: functions.map((name) => `/aws/lambda/${name}`),
    clusters: [`${place.environment}-services`],
    kmsKey: `arn:aws:kms:${place.region}:${place.accountId}:key/${place.choose.uuid()}`,
  };
}

/** Refreshes of a workload are spread over its interval, so that not all of them read at midnight. */
export function habitOffset(key: string, every: number): number {
  return random("offset", key).int(Math.max(1, Math.min(every, 24 * HOUR)));
}

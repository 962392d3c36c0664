import { HOUR } from "../../util/duration.ts";
import type { Random } from "../random.ts";
import { CUSTOMER_HOURS, CUSTOMER_WEEK, OFFICE_HOURS, OFFICE_WEEK, type Rhythm } from "../rhythm.ts";
import type { Actor, ActorKind, ReadHabit } from "./actor.ts";
import {
  CONSOLE_AGENT,
  cliAgent,
  FIREFOX_AGENT,
  JAVA_AGENT,
  LAMBDA_AGENT,
  PYTHON_AGENT,
  TERRAFORM_AGENT,
} from "./agents.ts";
import { roleArn, ssoRoleArn, userArn } from "./arns.ts";
import { COMPANY, FAMILY_NAMES, GIVEN_NAMES, PERMISSION_SETS } from "./words.ts";

const ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ZONES = [0, 1, 2, 2, -5, 5] as const;

/** What every actor of an account is made from. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly environment: string;
  readonly choose: Random;
}

const customers: Rhythm = { hours: CUSTOMER_HOURS, weekdays: CUSTOMER_WEEK, zone: 1 };

/** A person who signs in through IAM Identity Center; the session is named by the e-mail address. */
export function person(
  place: Place,
  index: number,
  ssoSuffixes: readonly string[],
  reads: readonly ReadHabit[],
): Actor {
  const { choose, accountId, region } = place;
  const given = GIVEN_NAMES[(index * 7 + choose.int(7)) % GIVEN_NAMES.length];
  const set = index % PERMISSION_SETS.length;
  const role = `AWSReservedSSO_${PERMISSION_SETS[set]}_${ssoSuffixes[set]}`;
  const session = `${given}.${choose.pick(FAMILY_NAMES)}${index >= 24 ? index : ""}@${COMPANY}`;
  return {
    ...actor(place, "sso", `person-${index}`, role, ssoRoleArn(accountId, region, role), "AROA"),
    sessions: [session],
    addresses: ["198.51.100.24", `203.0.113.${(index * 5 + 9) % 250}`],
    agents: [
      choose.pick([CONSOLE_AGENT, FIREFOX_AGENT]),
      cliAgent(choose.pick(["macos#24.5.0", "linux#6.8.0-60"]), "various"),
    ],
    rhythm: { hours: OFFICE_HOURS, weekdays: OFFICE_WEEK, zone: choose.pick(ZONES) },
    reads,
  };
}

/** An IAM user with a long-term key, always from the same machine. */
export function keyHolder(
  place: Place,
  name: string,
  address: string,
  rhythm: Rhythm,
  reads: readonly ReadHabit[],
): Actor {
  return {
    ...actor(place, "iam_user", name, name, userArn(place.accountId, name), "AIDA"),
    addresses: [address],
    agents: [PYTHON_AGENT],
    rhythm,
    reads,
  };
}

export function lambda(place: Place, application: string, reads: readonly ReadHabit[]): Actor {
  const name = `${application}-handler-${place.environment}`;
  const role = `${name}-role`;
  return {
    ...actor(place, "lambda", name, role, roleArn(place.accountId, role), "AROA"),
    sessions: [name],
    addresses: [natAddress(place), natAddress(place)],
    agents: [LAMBDA_AGENT],
    rhythm: customers,
    reads,
  };
}

/** A fleet of instances under one role; each instance is a session. */
export function fleet(place: Place, application: string, size: number, reads: readonly ReadHabit[]): Actor {
  const role = `${application}-instance-${place.environment}`;
  return {
    ...actor(place, "ec2", role, role, roleArn(place.accountId, role), "AROA"),
    sessions: Array.from({ length: size }, () => `i-0${place.choose.hex(16)}`),
    addresses: [natAddress(place)],
    agents: [JAVA_AGENT],
    rhythm: customers,
    reads,
  };
}

/** Tasks get a new session each time they start. */
export function taskRole(place: Place, application: string, reads: readonly ReadHabit[]): Actor {
  const role = `${application}-task-${place.environment}`;
  return {
    ...actor(place, "ecs", role, role, roleArn(place.accountId, role), "AROA"),
    addresses: [natAddress(place)],
    agents: [PYTHON_AGENT],
    rhythm: customers,
    reads,
  };
}

/** A deployment pipeline outside AWS that signs in with a web identity, under a new session name each run. */
export function pipeline(place: Place, application: string, reads: readonly ReadHabit[]): Actor {
  const role = `ci-deploy-${application}`;
  return {
    ...actor(place, "pipeline", role, role, roleArn(place.accountId, role), "AROA"),
    addresses: [20, 21, 22, 23].map((last) => `203.0.113.${200 + last}`),
    agents: [TERRAFORM_AGENT, cliAgent("linux#6.11.0-1015-azure", "various")],
    rhythm: { hours: OFFICE_HOURS, weekdays: OFFICE_WEEK, zone: 1 },
    reads,
  };
}

/** Reads of a workload: at start and then again every few hours. */
export function habit(how: ReadHabit["how"], names: readonly string[], everyHours: number): ReadHabit {
  return { how, names, decrypt: true, atOnce: names.length, every: everyHours * HOUR };
}

function actor(place: Place, kind: ActorKind, key: string, name: string, arn: string, prefix: string): Actor {
  return {
    key: `${place.accountId}/${key}`,
    kind,
    accountId: place.accountId,
    name,
    arn,
    principalId: prefix + place.choose.text(17, ID_LETTERS),
    sessions: [],
    addresses: [],
    agents: [],
    rhythm: customers,
    region: place.region,
    reads: [],
  };
}

/** All from the blocks that are reserved for documentation (RFC 5737): a simulation must not point at anybody. */
function natAddress(place: Place): string {
  return `198.51.100.${place.choose.between(100, 199)}`;
}

import { DAY, HOUR } from "../util/duration.ts";
import { ipKey } from "../util/ip.ts";
import type { AlertIdentity, Investigation } from "./alert.ts";
import { printableShort } from "./printable.ts";
import { eventsCommand, type Searched } from "./search/events-command.ts";
import { all, any, beginsWith, is, type SearchClause } from "./search/search-clause.ts";

export interface InvestigationFacts {
  readonly paths: Searched;
  readonly language: "ecs" | "datadog";
  readonly identity: AlertIdentity;
  /** Epoch ms. */
  readonly first: number;
  readonly last: number;
  /** As the detection names them. */
  readonly secrets: readonly string[];
  readonly secretArns: readonly string[];
}

interface Prepared {
  readonly title: string;
  readonly where: SearchClause;
  readonly from: number;
  readonly to: number;
}

const MOST_VALUES = 50;
const MOST_ADDRESSES = 5;
/** Role chaining aside, a role session lasts 12 h at most; the one before it may have lasted as long. */
const LONGEST_SESSIONS = 36 * HOUR;

/** The searches that answer "what else?": read-only, over the files that the alert came from. */
export function investigate(facts: InvestigationFacts): readonly Investigation[] {
  const prepared = [
    ...byIdentity(facts),
    ...byKey(facts),
    ...byAddress(facts),
    ...assumption(facts),
    ...changes(facts),
    ...otherReaders(facts),
    ...decrypts(facts),
  ];
  return prepared.map(({ title, where, from, to }) => ({
    title,
    command: eventsCommand({ paths: facts.paths, language: facts.language, where, from, to }),
  }));
}

/** What the identity did in the week after the last event; null without an identity or a safe form. */
export function afterwards(facts: InvestigationFacts): string | null {
  const where = identityClause(facts.identity);
  if (where === null) return null;
  const { paths, language, last } = facts;
  return eventsCommand({ paths, language, where, from: last, to: last + 7 * DAY });
}

function around({ first, last }: InvestigationFacts): { from: number; to: number } {
  return { from: first - DAY, to: last + DAY };
}

function identityClause({ arn, principal_id }: AlertIdentity): SearchClause | null {
  if (arn !== null) return is("identity", arn);
  return principal_id === null ? null : is("principal", principal_id);
}

function byIdentity(facts: InvestigationFacts): readonly Prepared[] {
  const where = identityClause(facts.identity);
  if (where === null) return [];
  return [{ title: "Everything this identity did in the 24 hours around it", where, ...around(facts) }];
}

function byKey(facts: InvestigationFacts): readonly Prepared[] {
  const { access_key } = facts.identity;
  if (access_key === null) return [];
  const title = `Everything done with access key ${printableShort(access_key, 40)} in the 24 hours around it`;
  return [{ title, where: is("accessKey", access_key), ...around(facts) }];
}

/** Calls that a service makes carry its name in place of an address: nothing to follow. */
function byAddress(facts: InvestigationFacts): readonly Prepared[] {
  const addresses = facts.identity.source_addresses.filter((address) => ipKey(address) !== undefined);
  return addresses.slice(0, MOST_ADDRESSES).map((address) => ({
    title: `Who else came from ${address} in the 24 hours around it`,
    where: is("address", address),
    ...around(facts),
  }));
}

function assumption(facts: InvestigationFacts): readonly Prepared[] {
  const { issuer, session, access_key } = facts.identity;
  if (issuer?.type !== "Role" || issuer.arn === null) return [];
  const role = is("assumedRole", issuer.arn);
  const named = session === null ? role : all(role, is("sessionName", session));
  const issued = access_key === null ? named : any(named, is("issuedKey", access_key));
  return [
    {
      title: "Who assumed the role as this session",
      where: all(beginsWith("action", ["AssumeRole"]), issued),
      from: facts.first - LONGEST_SESSIONS,
      to: facts.last + HOUR,
    },
  ];
}

const CHANGES = [
  "CreateAccessKey",
  "CreateUser",
  "CreateLoginProfile",
  "UpdateLoginProfile",
  "AddUserToGroup",
  "CreateRole",
  "UpdateAssumeRolePolicy",
  "PutUserPolicy",
  "PutRolePolicy",
  "PutGroupPolicy",
  "AttachUserPolicy",
  "AttachRolePolicy",
  "AttachGroupPolicy",
  "CreatePolicyVersion",
  "SetDefaultPolicyVersion",
  "PutResourcePolicy",
  "ModifyDocumentPermission",
  "DeactivateMFADevice",
] as const;

/** Lambda's event names end in an API version. */
const CHANGES_WITH_VERSION = ["AddPermission", "CreateFunctionUrlConfig", "UpdateFunctionCode"] as const;

function changes(facts: InvestigationFacts): readonly Prepared[] {
  const who = identityClause(facts.identity);
  if (who === null) return [];
  return [
    {
      title: "Changes to permissions, keys and code that this identity made from then on, 7 days",
      where: all(beginsWith("action", CHANGES_WITH_VERSION, CHANGES), who),
      from: facts.first,
      to: facts.last + 7 * DAY,
    },
  ];
}

function otherReaders(facts: InvestigationFacts): readonly Prepared[] {
  const names = facts.secrets.slice(0, MOST_VALUES);
  if (names.length === 0) return [];
  const shown = names.length < facts.secrets.length ? ` (the first ${names.length} names)` : "";
  return [
    {
      title: `Who else read the same secrets in the week before and the day after${shown}`,
      where: is("secret", ...names),
      from: facts.first - 7 * DAY,
      to: facts.last + DAY,
    },
  ];
}

function decrypts(facts: InvestigationFacts): readonly Prepared[] {
  if (facts.secrets.length === 0) return [];
  const arns = facts.secretArns.slice(0, MOST_VALUES);
  const who = identityClause(facts.identity);
  const options = [
    ...(who === null ? [] : [who]),
    ...(arns.length === 0 ? [] : [is("decryptedParameter", ...arns), is("decryptedSecret", ...arns)]),
  ];
  if (options.length === 0) return [];
  return [
    {
      title:
        "KMS decryptions by this identity or of these secrets: which values were really decrypted, also through services",
      where: all(is("source", "kms.amazonaws.com"), is("action", "Decrypt"), any(...options)),
      ...around(facts),
    },
  ];
}

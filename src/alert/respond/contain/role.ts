import type { ResponseStep } from "../../alert.ts";
import { aws, writeJson } from "../command-lines.ts";
import { type Assigned, advice, type Draft, finish } from "../draft.ts";
import { denyOlderSessionsFormat, denySecretReads, denySession } from "../policies.ts";
import { identityPlace, type ResponseFacts } from "../response-facts.ts";

const SSO =
  "The role belongs to IAM Identity Center (AWSReservedSSO) and cannot be edited in the account: " +
  "end the user's sessions and change the assignment there, or deny by a service control policy";
const SERVICE_LINKED =
  "The role is service-linked: it cannot be edited and its sessions cannot be revoked. Look at what makes the service act";

/** A role session: this session only, all older sessions, or only the reading of secrets. */
export function containRole(facts: ResponseFacts): readonly ResponseStep[] {
  const { role, issuer } = facts.identity;
  const issuerArn = issuer?.arn ?? "";
  if (role?.startsWith("AWSReservedSSO_")) return [advice("contain", SSO)];
  if (role?.startsWith("AWSServiceRoleFor") || issuerArn.includes(":role/aws-service-role/")) {
    return [advice("contain", SERVICE_LINKED)];
  }
  return [thisSession(facts), secretReads(facts), olderSessions(facts)].map(finish);
}

function putPolicy(name: string, file: string): string {
  return aws(`iam put-role-policy --role-name "$ROLE" --policy-name ${name} --policy-document file://${file}`);
}

function draft(
  facts: ResponseFacts,
  title: string,
  policy: string,
  lines: readonly string[],
  more: readonly Assigned[] = [],
): Draft {
  return {
    step: "contain",
    title,
    effect: "disruptive",
    place: identityPlace(facts),
    values: [{ name: "ROLE", what: "role name", text: facts.identity.role, shape: "iamName" }, ...more],
    lines,
    undo: [aws(`iam delete-role-policy --role-name "$ROLE" --policy-name ${policy}`)],
  };
}

function thisSession(facts: ResponseFacts): Draft {
  const { principal_id } = facts.identity;
  return draft(
    facts,
    "Deny this session of the role everything (least disruption; a new session under another name is not stopped)",
    "IR-DenySession",
    [writeJson("deny-session.json", denySession(principal_id ?? "")), putPolicy("IR-DenySession", "deny-session.json")],
    [{ name: "PRINCIPAL_ID", what: "principal id", text: principal_id }],
  );
}

function olderSessions(facts: ResponseFacts): Draft {
  return draft(
    facts,
    "Revoke every session of the role issued before now, for all its users",
    "AWSRevokeOlderSessions",
    [
      'NOW_UTC="$(date -u +%Y-%m-%dT%H:%M:%SZ)"',
      `printf '${denyOlderSessionsFormat()}\\n' "$NOW_UTC" > revoke-older-sessions.json`,
      putPolicy("AWSRevokeOlderSessions", "revoke-older-sessions.json"),
    ],
  );
}

function secretReads(facts: ResponseFacts): Draft {
  return draft(facts, "Keep the workload up, but stop the role from reading secrets", "IR-DenySecretReads", [
    writeJson("deny-secret-reads.json", denySecretReads()),
    putPolicy("IR-DenySecretReads", "deny-secret-reads.json"),
  ]);
}

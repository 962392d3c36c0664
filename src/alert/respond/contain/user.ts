import type { ResponseStep } from "../../alert.ts";
import { aws, writeJson } from "../command-lines.ts";
import { type Assigned, type Draft, finish } from "../draft.ts";
import { denyAll, denyOlderSessionsFormat } from "../policies.ts";
import { identityPlace, type ResponseFacts } from "../response-facts.ts";

/** An IAM user by its long-term key (`AKIA…`), or by a session of GetSessionToken or GetFederationToken (`ASIA…`). */
export function containUser(facts: ResponseFacts): readonly ResponseStep[] {
  const isLongTerm = facts.identity.access_key?.startsWith("AKIA") ?? false;
  const drafts = isLongTerm ? [deactivateKey(facts), denyUser(facts)] : [revokeSessions(facts), denyUser(facts)];
  return drafts.map(finish);
}

function userName(facts: ResponseFacts): Assigned {
  return { name: "IAM_USER", what: "user name", text: facts.identity.user, shape: "iamName" };
}

/** Deactivated, not deleted: the key is evidence, and a wrong guess can be taken back. */
function deactivateKey(facts: ResponseFacts): Draft {
  const set = (status: string): string =>
    aws(`iam update-access-key --user-name "$IAM_USER" --access-key-id "$AKID" --status ${status}`);
  return {
    step: "contain",
    title: "Deactivate the access key",
    effect: "disruptive",
    place: identityPlace(facts),
    values: [
      userName(facts),
      { name: "AKID", what: "access key id", text: facts.identity.access_key, shape: "accessKey" },
    ],
    lines: [set("Inactive")],
    undo: [set("Active")],
  };
}

function denyUser(facts: ResponseFacts): Draft {
  return {
    step: "contain",
    title: "Deny the IAM user everything, with all its keys, its password and the sessions made from them",
    effect: "disruptive",
    place: identityPlace(facts),
    values: [userName(facts)],
    lines: [
      writeJson("deny-all.json", denyAll()),
      aws(
        'iam put-user-policy --user-name "$IAM_USER" --policy-name IR-DenyAll --policy-document file://deny-all.json',
      ),
    ],
    undo: [aws('iam delete-user-policy --user-name "$IAM_USER" --policy-name IR-DenyAll')],
  };
}

function revokeSessions(facts: ResponseFacts): Draft {
  return {
    step: "contain",
    title:
      "Revoke the temporary sessions that the user made before now (the key of this alert is a temporary one; it cannot be deactivated)",
    effect: "disruptive",
    place: identityPlace(facts),
    values: [userName(facts)],
    lines: [
      'NOW_UTC="$(date -u +%Y-%m-%dT%H:%M:%SZ)"',
      `printf '${denyOlderSessionsFormat()}\\n' "$NOW_UTC" > revoke-older-sessions.json`,
      aws(
        'iam put-user-policy --user-name "$IAM_USER" --policy-name IR-RevokeOlderSessions --policy-document file://revoke-older-sessions.json',
      ),
    ],
    undo: [aws('iam delete-user-policy --user-name "$IAM_USER" --policy-name IR-RevokeOlderSessions')],
  };
}

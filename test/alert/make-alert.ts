import type { Alert } from "../../src/alert/alert.ts";
import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import type { Severity } from "../../src/rule/rule.ts";

const SESSION = "arn:aws:sts::111122223333:assumed-role/deploy/ci-7";

/** A session of a role decrypted a parameter for the first time. */
export function makeAlert(over: Partial<Alert> & { readonly severity?: Severity } = {}): Alert {
  const { severity = "medium", ...fields } = over;
  return {
    id: "906136951c33b0b517f0a343835f2642",
    rule: {
      id: "first-decryption",
      name: "First decryption of parameters by an identity",
      format: "elastic-toml",
      type: "new_terms",
      severity,
      risk_score: 47,
      case: null,
      tags: ["Domain: Cloud", "Team: payments"],
      threat: [
        {
          framework: "MITRE ATT&CK",
          tactic: { id: "TA0006", name: "Credential Access", reference: "https://attack.mitre.org/tactics/TA0006/" },
          techniques: [],
        },
      ],
    },
    time: "2026-03-01T10:00:00.000Z",
    entity: { "aws.cloudtrail.user_identity.arn": SESSION },
    events: {
      total: 2,
      first: "2026-03-01T10:00:00.000Z",
      last: "2026-03-01T10:04:00.000Z",
      ids: ["event-1", "event-2"],
      actions: ["ssm:GetParameter"],
      accounts: ["111122223333"],
      regions: ["eu-central-1"],
    },
    secrets: { total: 1, names: ["/prod/db/password"] },
    identity: {
      type: "AssumedRole",
      arn: SESSION,
      account: "111122223333",
      principal_id: "AROAEXAMPLE:ci-7",
      user: null,
      role: "deploy",
      session: "ci-7",
      access_key: "ASIAEXAMPLE",
      invoked_by: null,
      source_identity: null,
      on_behalf_of: null,
      federated_by: null,
      issuer: { type: "Role", arn: "arn:aws:iam::111122223333:role/deploy" },
      source_addresses: ["198.51.100.7"],
      user_agents: ["aws-cli/2.15"],
      others: [],
    },
    evidence: { kind: "new_terms", previous: null, history: { from: "2026-02-19T10:00:00.000Z", coverage: 1 } },
    reason: "Role deploy (session ci-7) decrypted a parameter for the first time in 10 days.",
    guide: "Ask the owner of the role.",
    suppressed: 0,
    investigate: [{ title: "What else the session did", command: "trailhound events --where 'user.name: ci-7'" }],
    related: [],
    respond: [
      {
        step: "confirm",
        title: "Who has the role",
        command: "aws iam get-role --role-name deploy",
        effect: "read-only",
        undo: null,
      },
    ],
    ...fields,
  };
}

/** It was stored five minutes after it happened, and nobody has touched it. */
export function makeStored(alert: Alert = makeAlert(), over: Partial<StoredAlert> = {}): StoredAlert {
  return {
    alert,
    aliases: [],
    thread: alert.id,
    status: "current",
    because: null,
    suppressedBy: null,
    triage: { state: "open", reason: null, assignee: null, updated: null },
    opened: "2026-03-01T10:05:00.000Z",
    changed: "2026-03-01T10:05:00.000Z",
    revision: 1,
    ...over,
  };
}

import type { Alert } from "../../src/alert/alert.ts";
import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import { EXAMPLE_ID } from "../../src/api/operations/example-id.ts";

export const NOW = Date.parse("2026-03-02T12:00:00.000Z");

const TIME = "2026-03-01T10:00:00.000Z";

export function sampleAlert(over: Partial<Alert> = {}): Alert {
  return {
    id: EXAMPLE_ID,
    rule: {
      id: "first-decryption",
      name: "First decryption of parameters by an identity",
      format: "elastic-toml",
      type: "new_terms",
      severity: "high",
      risk_score: 73,
      case: null,
      tags: ["Domain: Cloud"],
      threat: [
        {
          framework: "MITRE ATT&CK",
          tactic: { id: "TA0006", name: "Credential Access", reference: "https://attack.mitre.org/tactics/TA0006/" },
          techniques: [],
        },
      ],
    },
    time: TIME,
    entity: { "aws.cloudtrail.user_identity.arn": "arn:aws:sts::111122223333:assumed-role/deploy/ci-7" },
    events: {
      total: 2,
      first: TIME,
      last: "2026-03-01T10:04:00.000Z",
      ids: ["event-1", "event-2"],
      actions: ["ssm:GetParameter"],
      accounts: ["111122223333"],
      regions: ["eu-central-1"],
    },
    secrets: { total: 1, names: ["/prod/db/password"] },
    identity: {
      type: "AssumedRole",
      arn: "arn:aws:sts::111122223333:assumed-role/deploy/ci-7",
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
    ...over,
  };
}

export function sampleStored(over: Partial<StoredAlert> = {}): StoredAlert {
  const alert = over.alert ?? sampleAlert();
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

const RULE = sampleAlert().rule;

/** Four that differ in what lists ask for: an open one with a former id, a closed, a suppressed and a superseded one. */
export const SAMPLES: readonly StoredAlert[] = [
  sampleStored({ aliases: ["former-id"], thread: "former-id", revision: 2 }),
  sampleStored({
    alert: sampleAlert({
      id: "alert-2",
      time: "2026-03-01T09:00:00.000Z",
      rule: { ...RULE, id: "burst", name: "Burst", severity: "low" },
      reason: "User eve read 40 parameters.",
    }),
    triage: { state: "closed", reason: "benign", assignee: "ana", updated: "2026-03-01T11:00:00.000Z" },
  }),
  sampleStored({ alert: sampleAlert({ id: "alert-3", time: "2026-03-01T08:00:00.000Z" }), suppressedBy: "s-1" }),
  sampleStored({
    alert: sampleAlert({ id: "alert-4", time: "2026-03-01T07:00:00.000Z" }),
    status: "superseded",
    because: "A late event shows that the values were seen before.",
  }),
];

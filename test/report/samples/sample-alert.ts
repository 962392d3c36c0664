import type { Alert, AlertIdentity } from "../../../src/alert/alert.ts";
import { makeRule } from "../../alert/fixtures.ts";

export const ROLE = "arn:aws:iam::111122223333:role/payments-task";
export const SESSION = "arn:aws:sts::111122223333:assumed-role/payments-task/i-0a1b2c3d4e5f60718";

const sampleIdentity: AlertIdentity = {
  type: "AssumedRole",
  arn: SESSION,
  account: "111122223333",
  principal_id: "AROAEXAMPLE:i-0a1b2c3d4e5f60718",
  user: null,
  role: "payments-task",
  session: "i-0a1b2c3d4e5f60718",
  access_key: "ASIAEXAMPLEKEY000001",
  invoked_by: null,
  source_identity: null,
  on_behalf_of: null,
  federated_by: null,
  issuer: { type: "Role", arn: ROLE },
  source_addresses: ["192.0.2.77", "198.51.100.4"],
  user_agents: ["aws-cli/2.17.60 md/awscrt#0.21.2 os/linux", "Boto3/1.38.36"],
  others: [],
};

export const nobody: AlertIdentity = {
  ...sampleIdentity,
  ...{ type: null, arn: null, account: null, principal_id: null, role: null, session: null, access_key: null },
  ...{ issuer: null, source_addresses: [], user_agents: [] },
};

export const sampleAlert: Alert = {
  id: "0123456789abcdef0123456789abcdef",
  rule: {
    id: "a5f0c1de-0000-4000-8000-000000000001",
    name: "First decryption of parameters by an identity",
    format: "elastic-toml",
    type: "new_terms",
    severity: "medium",
    risk_score: 47,
    case: null,
    tags: ["Domain: Cloud", "Tactic: Credential Access"],
    threat: makeRule().threat,
  },
  time: "2026-03-15T10:00:00.000Z",
  entity: { "aws.cloudtrail.user_identity.arn": SESSION },
  events: {
    total: 12,
    first: "2026-03-15T10:00:00.000Z",
    last: "2026-03-15T10:04:00.000Z",
    ids: Array.from({ length: 12 }, (_, index) => `event-${index}`),
    actions: ["secretsmanager:GetSecretValue", "ssm:GetParameters"],
    accounts: ["111122223333"],
    regions: ["eu-west-1"],
  },
  secrets: { total: 3, names: ["/prod/db/password", "/prod/stripe/key", "billing"] },
  identity: sampleIdentity,
  evidence: { kind: "new_terms", previous: null, history: { from: "2026-03-05T10:00:00.000Z", coverage: 0.62 } },
  reason: `${SESSION} read SSM parameters with decryption for the first time in 10d: 12 calls, 3 secrets, from 192.0.2.77`,
  guide:
    "## Triage\n\nAsk the owner of `payments-task`.\n\n1. Look at the **address**.\n2. See [the docs](https://example.com/docs).\n",
  suppressed: 0,
  investigate: [
    {
      title: "Everything this identity did in the 24 hours around it",
      command: `trailhound events 'logs' --as ecs --where 'aws.cloudtrail.user_identity.arn: "${SESSION}"'`,
    },
    { title: "Who else came from there", command: null },
  ],
  related: [],
  respond: [
    {
      step: "confirm",
      title: "Check the account",
      command: "aws sts get-caller-identity",
      effect: "read-only",
      undo: null,
    },
    {
      step: "contain",
      title: "Deny this session everything",
      command: "aws iam put-role-policy --role-name 'payments-task' --policy-name IR-Deny",
      effect: "disruptive",
      undo: "aws iam delete-role-policy --role-name 'payments-task' --policy-name IR-Deny",
    },
    {
      step: "rotate",
      title: "Delete the old version",
      command: "aws ssm delete-parameter --name '/prod/db/password'",
      effect: "destructive",
      undo: "aws ssm put-parameter --name '/prod/db/password'",
    },
    { step: "verify", title: "Ask the owner", command: null, effect: "read-only", undo: null },
    {
      step: "undo",
      title: "Lift the denial",
      command: "aws iam delete-role-policy --role-name 'payments-task' --policy-name IR-Deny",
      effect: "disruptive",
      undo: null,
    },
  ],
};

import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Alert } from "../../src/alert/alert.ts";
import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import type { Message, Notice } from "../../src/notify/channel.ts";
import { noticeKey } from "../../src/notify/notice-key.ts";
import type { Severity } from "../../src/rule/rule.ts";

export const NOW = Date.parse("2026-07-01T12:00:00.000Z");

export function makeAlert(over: Partial<Alert> & { readonly severity?: Severity } = {}): Alert {
  const { severity = "medium", ...fields } = over;
  return {
    id: "906136951c33b0b517f0a343835f2642",
    rule: {
      id: "a5f0c1de-0000-4000-8000-000000000001",
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
    time: "2026-06-30T10:04:00.000Z",
    entity: { "user.name": "ci-run-7" },
    events: {
      total: 12,
      first: "2026-06-30T10:00:00.000Z",
      last: "2026-06-30T10:04:00.000Z",
      ids: ["event-1", "event-2"],
      actions: ["ssm:GetParameter"],
      accounts: ["111122223333"],
      regions: ["eu-west-1"],
    },
    secrets: { total: 1, names: ["/prod/db/password"] },
    identity: {
      type: "AssumedRole",
      arn: "arn:aws:sts::111122223333:assumed-role/deploy/ci-run-7",
      account: "111122223333",
      principal_id: null,
      user: null,
      role: "deploy",
      session: "ci-run-7",
      access_key: null,
      invoked_by: null,
      source_identity: null,
      on_behalf_of: null,
      federated_by: null,
      issuer: null,
      source_addresses: ["203.0.113.7"],
      user_agents: ["aws-cli/2.17.60"],
      others: [],
    },
    evidence: { kind: "query" },
    reason: "deploy (session ci-run-7) decrypted 1 parameter for the first time",
    guide: "Ask the owner.",
    suppressed: 0,
    investigate: [],
    related: [],
    respond: [],
    ...fields,
  };
}

export function makeStored(alert: Alert = makeAlert(), over: Partial<StoredAlert> = {}): StoredAlert {
  return {
    alert,
    aliases: [],
    thread: alert.id,
    status: "current",
    because: null,
    suppressedBy: null,
    triage: { state: "open", reason: null, assignee: null, updated: null },
    opened: "2026-07-01T11:59:58.000Z",
    changed: "2026-07-01T11:59:58.000Z",
    revision: 1,
    ...over,
  };
}

export function makeNotice(over: Partial<Omit<Notice, "key">> = {}): Notice {
  const said = { channel: "soc", kind: "opened", thread: "t1", alert: "t1", severity: "medium", ...over } as const;
  return { key: noticeKey(said), ...said };
}

export function alertMessage(alert: Alert = makeAlert(), over: Partial<Omit<Notice, "key">> = {}): Message {
  const { severity } = alert.rule;
  const notice = makeNotice({ thread: alert.id, alert: alert.id, severity, ...over });
  return { kind: "alert", notice, stored: makeStored(alert) };
}

export function digestMessage(samples: readonly Alert[] = [makeAlert()]): Message {
  const groups = [{ rule: "A rule", severity: "high", count: 30 }] as const;
  return { kind: "digest", key: "d".repeat(64), total: 30, groups, samples: samples.map((each) => makeStored(each)) };
}

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A local HTTP receiver that keeps what it got. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** `answer` ends the response; nothing is answered where it does not. */
export async function receiver(answer: (response: ServerResponse, got: Received) => void): Promise<Receiver> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const got = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
      received.push(got);
      answer(response, got);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/hook`, port, received, close };
}

/** Never aborted. */
export const NEVER = new AbortController().signal;

import type { ReportData, ReportedAlert } from "../../../src/report/html/report-data.ts";
import { SEVERITIES } from "../../../src/rule/rule.ts";
import type { JsonObject } from "../../../src/util/json.ts";
import { nobody, ROLE, SESSION, sampleAlert } from "./sample-alert.ts";
import { EVIDENCES } from "./sample-evidence.ts";
import { sampleSummary } from "./sample-summary.ts";
import { sampleTimeline } from "./sample-timeline.ts";

export const sampleRecord: JsonObject = {
  eventVersion: "1.11",
  eventID: "event-0",
  eventTime: "2026-03-15T10:00:00Z",
  eventSource: "ssm.amazonaws.com",
  eventName: "GetParameters",
  awsRegion: "eu-west-1",
  sourceIPAddress: "192.0.2.77",
  userAgent: "aws-cli/2.17.60",
  requestParameters: { names: ["/prod/db/password", "/prod/stripe/key"], withDecryption: true },
  responseElements: null,
  recipientAccountId: "111122223333",
  userIdentity: { type: "AssumedRole", arn: SESSION, sessionContext: { sessionIssuer: { type: "Role", arn: ROLE } } },
};

export function reported(alert: ReportedAlert["alert"]): ReportedAlert {
  return {
    alert,
    rule: {
      description: "Finds identities that decrypt parameters for the first time.",
      references: ["https://example.com/reference"],
      falsePositives: ["A new deployment"],
      unit: alert.evidence.kind === "anomaly" ? "distinct values of @trailhound.secrets" : null,
    },
    records: alert.events.total === 0 ? [] : [sampleRecord, { ...sampleRecord, eventID: "event-1" }],
    timeline:
      alert.events.total === 0
        ? { kind: "none", reason: "The alert stands for events without an identity of their own." }
        : { kind: "read", timeline: sampleTimeline },
  };
}

/** One alert for each kind of evidence, of all severities, related to the one before. */
export function sampleReport(): ReportData {
  const kinds = Object.entries(EVIDENCES);
  const alerts = kinds.map(([kind, evidence], index): ReportedAlert => {
    const isRollUp = evidence.kind === "over_cap";
    return reported({
      ...sampleAlert,
      id: index.toString(16).padStart(32, "0"),
      rule: { ...sampleAlert.rule, name: `Sample: ${kind}`, severity: SEVERITIES[index % SEVERITIES.length] ?? "info" },
      evidence,
      related: index === 0 ? [] : [(index - 1).toString(16).padStart(32, "0"), "f".repeat(32)],
      ...(isRollUp ? { identity: nobody, entity: {}, respond: [], investigate: [], guide: "" } : {}),
      ...(isRollUp
        ? { events: { ...sampleAlert.events, total: 0, ids: [], actions: [], accounts: [], regions: [] } }
        : {}),
    });
  });
  return { summary: sampleSummary, alerts, all: alerts.map(markOf) };
}

export function markOf({ alert }: ReportedAlert): ReportData["all"][number] {
  return { time: Date.parse(alert.time), severity: alert.rule.severity };
}

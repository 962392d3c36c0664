import type { JsonObject } from "../../../util/json.ts";
import type { Alert } from "../../alert.ts";

/** Input of a Step Functions execution or a Tracecat workflow: plain data, the values beside the commands. */
export function stepFunctionsInput(alert: Alert): JsonObject {
  const { identity, events, rule } = alert;
  return {
    alert_id: alert.id,
    time: alert.time,
    reason: alert.reason,
    rule: { id: rule.id, name: rule.name, severity: rule.severity },
    accounts: events.accounts,
    regions: events.regions,
    identity: {
      type: identity.type,
      arn: identity.arn,
      account: identity.account,
      principal_id: identity.principal_id,
      user: identity.user,
      role: identity.role,
      session: identity.session,
      access_key: identity.access_key,
    },
    secrets: alert.secrets === undefined ? null : { total: alert.secrets.total, names: alert.secrets.names },
    steps: alert.respond.map((step, index) => ({ number: index + 1, ...step })),
  };
}

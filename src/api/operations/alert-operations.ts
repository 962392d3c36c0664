import { z } from "zod";
import type { AlertQuery } from "../../alert/store/stored-alert.ts";
import { CLOSE_REASONS, TRIAGE_STATES } from "../../alert/store/stored-alert.ts";
import { SEVERITIES } from "../../rule/rule.ts";
import { bodyProblem } from "../http/problem.ts";
import { jsonOperation, type Operation } from "../operation.ts";
import { idPath, lineInput, nothing, timeInput } from "../shapes/inputs.ts";
import { alertPageShape, storedAlertShape, triageInput } from "../shapes/triage-shapes.ts";
import { wireAlert } from "../wire/stored-alert.ts";
import { EXAMPLE_ID } from "./example-id.ts";
import { orNotFound } from "./found.ts";

const listQuery = z.strictObject({
  state: z.array(z.enum(TRIAGE_STATES)).exactOptional().meta({ description: "Of triage." }),
  severity: z.enum(SEVERITIES).exactOptional().meta({ description: "At least so severe." }),
  rule: z.array(lineInput(200)).max(100).exactOptional().meta({ description: "Ids of rules." }),
  assignee: z.string().max(200).exactOptional().meta({ description: "Empty: alerts that nobody has." }),
  from: timeInput.exactOptional().meta({ description: "Of the alert's time, `[from, to)`." }),
  to: timeInput.exactOptional(),
  q: lineInput(500).exactOptional().meta({ description: "Words that the alert's text must contain, in any case." }),
  include: z
    .array(z.enum(["superseded", "suppressed"]))
    .exactOptional()
    .meta({ description: "Besides current alerts that no suppression hides." }),
  sort: z.enum(["time", "opened", "changed", "severity"]).default("time"),
  order: z.enum(["desc", "asc"]).default("desc"),
  limit: z.int().min(1).max(500).default(50),
  cursor: lineInput(500).exactOptional().meta({ description: "What the page before gave as `next`." }),
});

function alertQuery(query: z.output<typeof listQuery>): AlertQuery {
  const { state, severity, rule, assignee, from, to, q, include, sort, order, limit, cursor } = query;
  return {
    ...(state === undefined ? {} : { states: state }),
    ...(severity === undefined ? {} : { severity }),
    ...(rule === undefined ? {} : { rules: rule }),
    ...(assignee === undefined ? {} : { assignee: assignee === "" ? null : assignee }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(q === undefined ? {} : { text: q }),
    ...(include === undefined ? {} : { with: include }),
    ...(cursor === undefined ? {} : { cursor }),
    sort,
    descending: order === "desc",
    limit,
  };
}

const listAlerts = jsonOperation({
  id: "listAlerts",
  method: "get",
  path: "/v1/alerts",
  role: "viewer",
  tag: "Alerts",
  summary: "List alerts",
  description:
    "A page of alerts. `next` is the cursor of the page after it: ask again with the same parameters and `cursor`. Paging is stable while alerts come and go.",
  query: listQuery,
  params: nothing,
  body: null,
  answer: { status: 200, schema: alertPageShape, description: "A page of alerts." },
  example: { url: "/v1/alerts?state=open&severity=high&limit=20" },
  handle: async ({ query }, { backend }) => {
    const { alerts, next } = await backend.desk.list(alertQuery(query));
    return { alerts: alerts.map(wireAlert), next };
  },
});

const getAlert = jsonOperation({
  id: "getAlert",
  method: "get",
  path: "/v1/alerts/{id}",
  role: "viewer",
  tag: "Alerts",
  summary: "One alert",
  description: "By its id, or by one that it had before.",
  query: nothing,
  params: idPath,
  body: null,
  answer: { status: 200, schema: storedAlertShape, description: "The alert, under the id that it has now." },
  example: { url: `/v1/alerts/${EXAMPLE_ID}` },
  handle: async ({ path }, { backend }) => wireAlert(orNotFound("alert", path.id, await backend.desk.get(path.id))),
});

const updateAlert = jsonOperation({
  id: "updateAlert",
  method: "patch",
  path: "/v1/alerts/{id}",
  role: "analyst",
  tag: "Alerts",
  summary: "Change state or assignee",
  description: "What is not given stays. Closing takes a reason. The audit trail says who did it.",
  query: nothing,
  params: idPath,
  body: triageInput,
  answer: { status: 200, schema: storedAlertShape, description: "The alert as it is now." },
  example: { url: `/v1/alerts/${EXAMPLE_ID}`, body: { state: "closed", reason: "benign", assignee: "ana" } },
  handle: async ({ path, body, caller }, { backend }) => {
    checkChange(body);
    return wireAlert(orNotFound("alert", path.id, await backend.desk.change(path.id, body, caller.name)));
  },
});

function checkChange({ state, reason, ...rest }: z.output<typeof triageInput>): void {
  if (state === undefined && reason === undefined && rest.assignee === undefined)
    throw bodyProblem("", "changes nothing: expected state, reason or assignee");
  if (state === "closed" && reason === undefined)
    throw bodyProblem("reason", `is missing: closing takes one of ${CLOSE_REASONS.join(", ")}`);
  if (state !== "closed" && reason !== undefined) throw bodyProblem("reason", 'goes with "state": "closed" only');
}

export const ALERT_OPERATIONS: readonly Operation[] = [listAlerts, getAlert, updateAlert];

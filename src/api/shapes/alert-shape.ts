import { z } from "zod";
import { SEVERITIES } from "../../rule/rule.ts";

export const time = z.string().meta({ format: "date-time" });
const count = z.int().min(0);
const texts = z.array(z.string());
const maybe = z.string().nullable();

const entry = z.object({ id: z.string(), name: z.string(), reference: z.string() });

const threat = z.object({
  framework: z.string(),
  tactic: entry,
  techniques: z.array(entry.extend({ subtechniques: z.array(entry) })),
});

const rule = z.object({
  id: z.string(),
  name: z.string(),
  format: z.string(),
  type: z.string(),
  severity: z.enum(SEVERITIES),
  risk_score: z.number().nullable(),
  case: maybe,
  tags: texts,
  threat: z.array(threat),
});

const events = z.object({
  total: count,
  first: time,
  last: time,
  ids: texts,
  actions: texts,
  accounts: texts,
  regions: texts,
});

const identity = z.object({
  type: maybe,
  arn: maybe,
  account: maybe,
  principal_id: maybe,
  user: maybe,
  role: maybe,
  session: maybe,
  access_key: maybe,
  invoked_by: maybe,
  source_identity: maybe,
  on_behalf_of: maybe,
  federated_by: maybe,
  issuer: z.object({ type: maybe, arn: maybe }).nullable(),
  source_addresses: texts,
  user_agents: texts,
  others: texts,
});

const window = z.object({ from: time, to: time });

const evidence = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("query") }),
  z.object({
    kind: z.literal("new_terms"),
    previous: time.nullable(),
    history: z.object({ from: time, coverage: z.number() }),
  }),
  z.object({ kind: z.literal("threshold"), counts: z.record(z.string(), z.number()), window }),
  z.object({
    kind: z.literal("new_value"),
    values: z.array(z.record(z.string(), z.string())),
    previous: time.nullable(),
    learned_since: time,
  }),
  z.object({
    kind: z.literal("anomaly"),
    observed: z.number(),
    expected: z.number(),
    bound: z.number(),
    window,
    bucket_seconds: z.number(),
    judged_by: z.enum(["own", "learning_period", "peers"]),
    percentile: z.number(),
    tolerance: z.number(),
    baseline: z.array(z.tuple([time, z.number()])),
  }),
  z.object({ kind: z.literal("over_cap"), run: window, over_cap: count }),
]);

const step = z.object({
  step: z.enum(["confirm", "contain", "rotate", "verify", "undo"]),
  title: z.string(),
  command: maybe,
  effect: z.enum(["read-only", "disruptive", "destructive"]),
  undo: maybe,
});

/** `Alert` of alert/alert.ts, as it is sent. Every field is explained in docs/alerts.md. */
export const alertShape = z
  .object({
    id: z.string(),
    rule,
    time,
    entity: z.record(z.string(), z.string()),
    events,
    secrets: z.object({ total: count, names: texts }).exactOptional(),
    identity,
    evidence,
    reason: z.string(),
    guide: z.string(),
    suppressed: count,
    investigate: z.array(z.object({ title: z.string(), command: maybe })),
    related: texts,
    respond: z.array(step),
  })
  .meta({ description: "What a rule found. Its fields are explained in alerts.md." });

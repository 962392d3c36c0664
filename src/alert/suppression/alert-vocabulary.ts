import { makeVocabulary } from "../../catalog/vocabulary/make-vocabulary.ts";
import type { Value, ValueType } from "../../ir/expr.ts";
import type { Binding, Vocabulary } from "../../ir/vocabulary.ts";
import { invariant } from "../../util/invariant.ts";
import { ipKey } from "../../util/ip.ts";
import type { JsonObject } from "../../util/json.ts";
import type { Alert } from "../alert.ts";
import { allLeaves } from "../document/all-leaves.ts";
import { readKeys } from "../document/read-path.ts";

const ALERT = "alert";
/** Only what is an address: CloudTrail names AWS services in the same place. */
const ADDRESSES = "addresses";
const EVERYTHING = "everything";

/** Facts of an alert that depend on its events and its rule alone, as docs/alerts.md names them. */
const FIELDS: Readonly<Record<string, ValueType>> = {
  "rule.id": "text",
  "rule.name": "text",
  "rule.format": "text",
  "rule.type": "text",
  "rule.severity": "text",
  "rule.risk_score": "number",
  "rule.case": "text",
  "rule.tags": "text",
  "rule.threat.framework": "text",
  "rule.threat.tactic.id": "text",
  "rule.threat.tactic.name": "text",
  "rule.threat.techniques.id": "text",
  "rule.threat.techniques.name": "text",
  "rule.threat.techniques.subtechniques.id": "text",
  "rule.threat.techniques.subtechniques.name": "text",
  time: "time",
  "events.total": "number",
  "events.first": "time",
  "events.last": "time",
  "events.ids": "text",
  "events.actions": "text",
  "events.accounts": "text",
  "events.regions": "text",
  "secrets.total": "number",
  "secrets.names": "text",
  "identity.type": "text",
  "identity.arn": "text",
  "identity.account": "text",
  "identity.principal_id": "text",
  "identity.user": "text",
  "identity.role": "text",
  "identity.session": "text",
  "identity.access_key": "text",
  "identity.invoked_by": "text",
  "identity.source_identity": "text",
  "identity.on_behalf_of": "text",
  "identity.federated_by": "text",
  "identity.issuer.type": "text",
  "identity.issuer.arn": "text",
  "identity.source_addresses": "text",
  "identity.user_agents": "text",
  "identity.others": "text",
  "evidence.kind": "text",
  "evidence.previous": "time",
  "evidence.history.from": "time",
  "evidence.history.coverage": "number",
  "evidence.window.from": "time",
  "evidence.window.to": "time",
  "evidence.learned_since": "time",
  "evidence.observed": "number",
  "evidence.expected": "number",
  "evidence.bound": "number",
  "evidence.bucket_seconds": "number",
  "evidence.judged_by": "text",
  "evidence.percentile": "number",
  "evidence.tolerance": "number",
  suppressed: "number",
};

/** Objects whose keys are names of fields, or labels of queries. */
const OPEN: readonly (readonly [prefix: string, type: ValueType])[] = [
  ["entity.", "text"],
  ["evidence.counts.", "number"],
  ["evidence.values.", "text"],
];

const ELSEWHERE: Readonly<Record<string, string>> = {
  id: "one alert is closed, not suppressed",
  reason: "the sentence is made from the other fields: name those",
  guide: "the guide is the rule's: name the rule with rule.id",
  related: "it depends on which other alerts are there",
  investigate: "it is made from the other fields: name those",
  respond: "it is made from the other fields: name those",
  entity: 'name one of its fields, as the rule names it: "entity.<field>"',
};

/** For networks: the addresses among `identity.source_addresses`. */
const SOURCE_IPS: Binding = {
  name: "identity.source_ips",
  type: "ip",
  value: { kind: "path", column: ADDRESSES, keys: ["identity", "source_addresses"] },
};

function bound(name: string, type: ValueType): Binding {
  return { name, type, value: { kind: "path", column: ALERT, keys: name.split(".") } };
}

/** The names that a suppression in KQL can use of an alert. Values are read by `alertElements`. */
export const alertVocabulary: Vocabulary = makeVocabulary({
  name: "ecs",
  listed: [...Object.entries(FIELDS).map(([name, type]) => bound(name, type)), SOURCE_IPS],
  open: (name) => {
    const [prefix, type] = OPEN.find(([each]) => name.startsWith(each) && name.length > each.length) ?? [];
    return prefix === undefined || type === undefined ? undefined : bound(name, type);
  },
  hint: (name) => (Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined),
  defaultFields: [],
  everything: { name: "*", type: "text", value: { kind: "path", column: EVERYTHING, keys: [] } },
});

/** The elements of that vocabulary's values in one alert. */
export function alertElements(alert: Alert): (value: Value) => readonly string[] {
  // An alert is JSON: it is printed as it is.
  const document = alert as unknown as JsonObject;
  return (value) => {
    invariant(value.kind === "path", `a ${value.kind} value of another vocabulary`);
    if (value.column === EVERYTHING) return allLeaves(document);
    const found = readKeys(document, value.keys);
    return value.column === ADDRESSES ? found.filter((text) => ipKey(text) !== undefined) : found;
  };
}

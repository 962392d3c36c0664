import { loadRules } from "../../src/rule/load.ts";
import type { LoadedRules } from "../../src/rule/loaded-rules.ts";

type Keys = Readonly<Record<string, unknown>>;

/** An Elastic rule that nothing can be said about, as the API has it. */
export function elasticRule(keys: Keys = {}): Keys {
  return {
    rule_id: "rule-1",
    name: "Parameter read",
    description: "Somebody read a parameter.",
    note: "Ask who it was.",
    type: "query",
    query: 'event.action:"GetParameter"',
    risk_score: 47,
    severity: "medium",
    ...keys,
  };
}

/** A Datadog threshold rule that nothing can be said about. */
export function datadogRule(keys: Keys = {}, options: Keys = {}): Keys {
  return {
    id: "abc-def-ghi",
    name: "Parameters read",
    message: "Somebody reads parameters.",
    isEnabled: true,
    queries: [datadogQuery()],
    cases: [{ status: "medium", condition: "a > 5" }],
    options: { evaluationWindow: 300, keepAlive: 3600, maxSignalDuration: 86400, ...options },
    ...keys,
  };
}

export function datadogQuery(keys: Keys = {}): Keys {
  return { query: "@evt.name:GetParameter", groupByFields: ["@awsRegion"], ...keys };
}

export function load(rule: Keys): LoadedRules {
  return loadRules([{ path: "rule.json", text: JSON.stringify(rule) }]);
}

/** `severity[code]: message` of everything that is said about a rule. */
export function said(rule: Keys): readonly string[] {
  return load(rule).diagnostics.map(({ severity, code, message }) => `${severity}[${code}]: ${message}`);
}

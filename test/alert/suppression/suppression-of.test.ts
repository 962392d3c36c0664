import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { toDatadogSignal } from "../../../src/alert/format/datadog/datadog.ts";
import { alertVocabulary } from "../../../src/alert/suppression/alert-vocabulary.ts";
import { suppressionOf, suppressionsOf } from "../../../src/alert/suppression/suppression-of.ts";
import { DAY } from "../../../src/util/duration.ts";
import { SESSION_ARN, START } from "../fixtures.ts";
import { ALERT, OVER_CAP, own, RECORDS, RULE } from "./made.ts";

const signal = () => toDatadogSignal(ALERT, RULE, RECORDS);
const JUDGED = { alert: ALERT, rule: RULE, signal };

test.each([
  [`rule.id: "${RULE.id}"`, true],
  ["rule.severity: (high or critical)", false],
  ["not rule.severity: high", true],
  ["rule.tags: *Credential*", true],
  ['rule.threat.techniques.subtechniques.id: "T1555.006"', true],
  [`identity.arn: "${SESSION_ARN}"`, true],
  ["identity.role: deploy and identity.session: ci-*", true],
  ["identity.role: Deploy", false],
  ["identity.user: *", false],
  [`entity.aws.cloudtrail.user_identity.arn: "${SESSION_ARN}"`, true],
  ["entity.@userIdentity.arn: *", false],
  ["events.actions: ssm\\:*", true],
  ['events.actions: "secretsmanager:GetSecretValue"', true],
  ["events.total > 11 and events.total < 13", true],
  ["events.first >= 2026-03-01 and events.last < 2026-03-02", true],
  ["secrets.names: /prod/*", true],
  ["secrets.names: stripe and secrets.total <= 2", true],
  ["identity.source_ips: 203.0.113.0/24", true],
  ["identity.source_ips: 10.0.0.0/8", false],
  ["identity.source_addresses: 203.0.113.7", true],
  ["evidence.kind: new_terms and not evidence.previous: *", true],
  ["evidence.history.coverage < 1", false],
  ["suppressed: 0", true],
  ["*", true],
])("KQL over an alert: %s", (query, holds) => {
  expect(suppressionOf(JUDGED, [own({ query })])).toBe(holds ? "s" : null);
});

test.each([
  ["@userIdentity.assumed_role:deploy", true],
  ["@evt.name:(GetParameter AND GetSecretValue)", true],
  ["status:medium -env:prod", true],
  ["CIDR(@network.client.ip, 10.0.0.0/8)", false],
])("Datadog's search over the signal, also of an Elastic rule: %s", (query, holds) => {
  expect(suppressionOf(JUDGED, [own({ language: "datadog", query })])).toBe(holds ? "s" : null);
});

test("a service in the place of an address is no address", () => {
  const identity = { ...ALERT.identity, source_addresses: ["cloudformation.amazonaws.com"] };
  const alert = { ...ALERT, identity };
  const of = (query: string) => suppressionOf({ ...JUDGED, alert }, [own({ query })]);
  expect([of("identity.source_ips: *"), of("identity.source_addresses: cloud*")]).toEqual([null, "s"]);
});

describe("what a suppression is about", () => {
  test("the rules that it names, or all", () => {
    const of = (rules: readonly string[] | null) => suppressionOf(JUDGED, [own({ rules })]);
    expect([of(null), of([RULE.id]), of(["another", RULE.id]), of(["another"])]).toEqual(["s", "s", "s", null]);
  });

  test("alerts from its begin on and before its end, by the alert's own time", () => {
    const at = (ms: number) => new Date(ms).toISOString();
    const of = (from: number | null, expires: number | null) =>
      suppressionOf(JUDGED, [
        own({ from: from === null ? null : at(from), expires: expires === null ? null : at(expires) }),
      ]);
    expect([of(START, null), of(START + 1, null), of(null, START + 1), of(null, START)]).toEqual([
      "s",
      null,
      "s",
      null,
    ]);
    expect(of(START - DAY, START + DAY)).toBe("s");
  });

  test("an exception, and a Datadog suppression of another vendor's rule, suppress no alert", () => {
    expect(suppressionOf(JUDGED, [own({ appliesTo: "events", query: "event.action: *" })])).toBeNull();
  });

  test("never what stands for the alerts over a cap", () => {
    expect(suppressionOf({ ...JUDGED, alert: OVER_CAP }, [own()])).toBeNull();
  });
});

test("the first by id is named, whatever the order", () => {
  const all = ["b", "a", "B", "c"].map((id) => own({ id, query: id === "c" ? "rule.id: x" : "*" }));
  expect(suppressionsOf(JUDGED, all)).toEqual(["B", "a", "b"]);
  expect(suppressionOf(JUDGED, [...all].reverse())).toBe("B");
});

test("the signal is made once, and only when it is asked for", () => {
  const made = vi.fn(signal);
  suppressionsOf({ ...JUDGED, signal: made }, [own()]);
  expect(made).not.toHaveBeenCalled();
  const overSignals = ["1", "2"].map((id) => own({ id, language: "datadog", query: "status:*" }));
  suppressionsOf({ ...JUDGED, signal: made }, overSignals);
  expect(made).toHaveBeenCalledTimes(1);
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
}

const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "alert.schema.json"), "utf8"),
) as Schema & { readonly $defs?: Readonly<Record<string, Schema>> };

/** Paths of the leaves of an alert, by its schema. */
function leaves(schema: Schema, path: string): readonly string[] {
  const name = schema.$ref?.split("/").at(-1);
  const inner = name === undefined ? schema : (SCHEMA.$defs?.[name] ?? schema);
  const { properties, items, oneOf = [], anyOf = [] } = inner;
  const below = [
    ...Object.entries(properties ?? {}).flatMap(([key, each]) => leaves(each, path === "" ? key : `${path}.${key}`)),
    ...(items === undefined ? [] : leaves(items, path)),
    ...[...oneOf, ...anyOf].flatMap((each) => leaves(each, path)).filter((each) => each !== path),
  ];
  return below.length === 0 ? [path] : below;
}

/** Not facts of the alert alone, or objects with names of their own. */
const LEFT_OUT =
  /^(id|reason|guide|related|entity|investigate\..*|respond\..*|evidence\.(counts|values|baseline|over_cap|run\..*)|rule\.threat\..*\.reference)$/;

test("every field of an alert can be named, but for those that are left out on purpose", () => {
  const all = [...new Set(leaves(SCHEMA, ""))];
  expect(all.length).toBeGreaterThan(60);
  const unknown = all.filter((path) => alertVocabulary.resolve(path).kind === "unknown");
  expect(unknown.filter((path) => !LEFT_OUT.test(path))).toEqual([]);
});

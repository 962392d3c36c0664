import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alert } from "../../../src/alert/alert.ts";
import type { StoredAlert } from "../../../src/alert/store/stored-alert.ts";
import { compileSuppression } from "../../../src/alert/suppression/compile-suppression.ts";
import { backtest } from "../../../src/engine/backtest/backtest.ts";
import { previewException } from "../../../src/engine/backtest/preview-exception.ts";
import { groupBy } from "../../../src/report/group-by.ts";
import { loadRules } from "../../../src/rule/load.ts";
import type { Rule } from "../../../src/rule/rule.ts";
import { source } from "../../../src/source/source.ts";
import { HOUR } from "../../../src/util/duration.ts";
import { own, stored } from "../../alert/suppression/made.ts";
import { elastic, ruleFile } from "../../cli/rules.ts";
import { events, RULES, recordsOf, START } from "./made.ts";
import { alertsOf, withScan } from "./scanned.ts";

const BOUND = fc.option(fc.integer({ min: 0, max: 48 }).map((hour) => START + hour * HOUR));
const LAKE = { lake: "lake" };

test("totals, days, severities and entities are those of a scan over the same range", async () => {
  const suppressions = [
    own({ id: "quiet", query: "identity.user: ann" }),
    own({ id: "quieter", query: "identity.user: (ann or ben)", rules: ["folded"] }),
    own({ id: "left-out", appliesTo: "events", query: "user.name: cy", rules: ["first"] }),
  ];
  await fc.assert(
    fc.asyncProperty(events, BOUND, BOUND, async (made, a, b) => {
      const [from, to] = a !== null && b !== null && a > b ? [b, a] : [a, b];
      const records = recordsOf(made);
      const { alerts, summary, counts } = await alertsOf(records, RULES, suppressions, { from, to });
      const report = await withScan(records, [], [], ({ lake }) =>
        backtest({ lake, rules: RULES, range: { from, to }, suppressions, searched: LAKE, top: 2 }),
      );
      expect(report.detections).toEqual(summary.detections);
      expect(report.alerts).toBe(alerts.length);
      expect(report.alerts).toBe(report.detections.alerts + report.detections.summaries);
      const days = groupBy(alerts, ({ time }) => time.slice(0, 10));
      expect(report.days).toEqual([...days].sort().map(([day, { length }]) => ({ day, alerts: length })));
      for (const each of report.rules) {
        const ofRule = alerts.filter((alert) => alert.rule.id === each.id);
        expect(each.alerts).toBe(ofRule.length);
        const users = groupBy(
          ofRule.filter(({ identity }) => identity.arn !== null),
          ({ entity, identity }) => JSON.stringify(Object.values(entity)[0] ?? identity.arn),
        );
        expect(each.entities.total).toBe(users.size);
        const most = [...users.values()].map(({ length }) => length).sort((x, y) => y - x);
        expect(each.entities.noisiest.map((one) => one.alerts)).toEqual(most.slice(0, 2));
      }
      const hidden = report.suppressions.map(({ id, holds, removes }) => [id, holds, removes]);
      const [quiet = 0, both = 0] = [counts["quiet"], counts["quieter"]];
      // Each alert counts under the first that holds; the second one takes in all of the first's alerts of its rule.
      expect(hidden[0]?.[1]).toBe(quiet);
      expect(Number(hidden[1]?.[2])).toBe(both);
      expect(Number(hidden[0]?.[2])).toBe(quiet - (Number(hidden[1]?.[1]) - both));
    }),
    { numRuns: 8 },
  );
});

/** A rule with two exception items and one that has expired. */
function excepted(more: Parameters<typeof elastic>[1] = {}): Rule {
  const list = { list_id: "l", type: "detection", name: "l", namespace_type: "single", description: "made" };
  const item = (name: string, user: string, ends: object = {}) => ({
    item_id: name,
    list_id: "l",
    namespace_type: "single",
    name,
    description: "made",
    type: "simple",
    entries: [{ type: "match", field: "user.name", operator: "included", value: user }],
    ...ends,
  });
  const text = ruleFile(
    elastic("excepted", {
      exceptions_list: [{ id: "1", list_id: "l", type: "detection", namespace_type: "single" }],
      ...more,
    }),
    list,
    item("not-ann", "ann"),
    item("not-ben", "ben"),
    item("no-more", "cy", { expire_time: "2020-01-01T00:00:00Z" }),
  );
  const { rules, diagnostics } = loadRules([{ path: "r.ndjson", text }], { now: START });
  const [rule] = rules;
  if (rule === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
  return rule;
}

/** What is shown, as ids. */
const idsOf = (alerts: readonly Alert[]): ReadonlySet<string> => new Set(alerts.map(({ id }) => id));
const lessOf = (all: ReadonlySet<string>, others: ReadonlySet<string>): number =>
  [...all].filter((id) => !others.has(id)).length;

test.each([
  ["of a query", {}],
  [
    "of new terms",
    { type: "new_terms", new_terms_fields: ["aws.cloudtrail.request_parameters"], history_window_start: "now-6h" },
  ],
])("what each exception removes and adds is the difference that leaving it out makes: %s", async (_, more) => {
  const rule = excepted(more);
  const without = (name: string): Rule => {
    const left = rule.exceptions
      .filter((each) => each.name !== name && each.expires === null)
      .map(({ name: each }) => each);
    const users: Readonly<Record<string, string>> = { "not-ann": "ann", "not-ben": "ben" };
    const query = `event.action: GetParameter${left.map((each) => ` and not user.name: ${users[each]}`).join("")}`;
    const [made] = loadRules([{ path: "r.json", text: JSON.stringify(elastic("excepted", { ...more, query })) }]).rules;
    if (made === undefined) throw new Error("the rule does not load");
    return made;
  };
  const exception = own({
    id: "not-b",
    appliesTo: "events",
    language: "datadog",
    query: "@requestParameters.name:\\/b",
  });
  const hidden = own({ id: "hidden", query: "secrets.names: /a" });
  await fc.assert(
    fc.asyncProperty(events, async (made) => {
      const records = recordsOf(made);
      const report = await withScan(records, [], [], ({ lake }) =>
        backtest({
          lake,
          rules: [rule],
          range: { from: null, to: null },
          suppressions: [exception, hidden],
          searched: LAKE,
          top: 1,
        }),
      );
      const all = idsOf((await alertsOf(records, [rule], [exception, hidden])).alerts);
      const effect = async (as: Rule, suppressions: Parameters<typeof alertsOf>[2]) => {
        const now = idsOf((await alertsOf(records, [as], suppressions)).alerts);
        return { removes: lessOf(now, all), adds: lessOf(all, now) };
      };
      const about = { rule: rule.id, in_force: true };
      expect(report.exceptions).toEqual([
        {
          kind: "exception_item",
          name: "not-ann",
          ...about,
          ...(await effect(without("not-ann"), [exception, hidden])),
        },
        {
          kind: "exception_item",
          name: "not-ben",
          ...about,
          ...(await effect(without("not-ben"), [exception, hidden])),
        },
        { kind: "exception_item", name: "no-more", rule: rule.id, in_force: false, removes: 0, adds: 0 },
        { kind: "exception", name: "not-b", ...about, ...(await effect(rule, [hidden])) },
      ]);
    }),
    { numRuns: 5 },
  );
});

test("Datadog's suppressions have their part in it, and rules that are switched off run", async () => {
  const made = [
    { hour: 1, user: "ann", name: "/a" },
    { hour: 2, user: "ben", name: "/a" },
    { hour: 3, user: "cy", name: "/b" },
  ] as const;
  const rule = { ...RULES.filter(({ id }) => id === "sum-med-aaa")[0], enabled: false } as Rule;
  const { suppression } = compileSuppression({
    id: "dd",
    name: "dd",
    enabled: true,
    ruleQuery: source("q", "*"),
    suppressionQuery: source("q", "@userIdentity.userName:ann"),
    dataExclusionQuery: source("q", "@userIdentity.userName:ben"),
    startDate: null,
    expirationDate: null,
  });
  if (suppression === null) throw new Error("it does not compile");
  const report = await withScan(recordsOf(made), [], [], ({ lake }) =>
    backtest({
      lake,
      rules: [rule],
      range: { from: null, to: null },
      suppressions: [suppression],
      searched: LAKE,
      top: 9,
    }),
  );
  expect(report.rules.map(({ enabled, alerts }) => [enabled, alerts])).toEqual([[false, 1]]);
  expect(report.suppressions).toEqual([{ id: "dd", kind: "datadog", holds: 1, removes: 1 }]);
  expect(report.exceptions).toEqual([
    { kind: "data_exclusion", name: "dd", rule: rule.id, in_force: true, removes: 1, adds: 0 },
  ]);
});

test("a preview of an exception names the stored alerts that go with it, and those that stay", async () => {
  const exception = own({ id: "draft", appliesTo: "events", query: "user.name: ann", rules: ["every", "first"] });
  await fc.assert(
    fc.asyncProperty(events, async (made) => {
      const records = recordsOf(made);
      const before = (await alertsOf(records, RULES)).alerts;
      const after = idsOf((await alertsOf(records, RULES, [exception])).alerts);
      async function* each(): AsyncGenerator<StoredAlert> {
        for (const alert of before) yield stored({ alert });
      }
      const range = { from: null, to: null };
      const preview = await withScan(records, [], [], ({ lake }) =>
        previewException(exception, each(), { lake, rules: RULES, range, suppressions: [exception] }),
      );
      const looked = before.filter(({ rule }) => exception.rules?.includes(rule.id));
      expect(preview.failed).toEqual([]);
      expect(preview.looked).toBe(looked.length);
      const gone = looked.filter(({ id }) => !after.has(id)).map(({ id }) => id);
      expect(preview.removed.map(({ alert }) => alert.id).sort()).toEqual(gone.sort());
      expect(preview.stayTotal).toBe(looked.length - gone.length);
    }),
    { numRuns: 5 },
  );
});

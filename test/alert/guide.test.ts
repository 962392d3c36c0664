import { expect, test } from "vitest";
import { buildAlert } from "../../src/alert/build-alert.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { datadogRule } from "./datadog-rule.ts";
import { makeDetection, makeRecord, makeRule, roleIdentity, START, secretRecord } from "./fixtures.ts";

function guide(text: string, records: readonly JsonObject[] = [makeRecord(), secretRecord()]): string {
  const rule = datadogRule({ guide: { text, isTemplate: true } });
  const evidence = { kind: "threshold", counts: { a: 12 }, window: { from: START, to: START } } as const;
  return buildAlert(makeDetection({ evidence, caseName: "many", severity: "high" }), rule, records, { paths: [] })
    .guide;
}

test("a note is given as it is", () => {
  const text = "{{not a template}} %%% *x*";
  const rule = makeRule({ guide: { text, isTemplate: false } });
  expect(buildAlert(makeDetection(), rule, [makeRecord()], { paths: [] }).guide).toBe(text);
});

test.each([
  ["{{rule_name}} / {{case_name}} / {{severity}}", "Many parameters read / many / 3"],
  ["{{events_matched}} {{events_matched_per_query.a}}", "12 12"],
  ['{{first_seen_epoch}} {{eval "last_seen_epoch-240000"}}', `${START} ${START}`],
  ["{{@userIdentity.session_name}} {{@userIdentity.assumed_role}}", "ci-run-7 deploy"],
  ["{{@evt.name}}", "GetParameter, GetSecretValue"],
  ["{{account}} {{source.name}} {{tactic}}", "111122223333 cloudtrail TA0007-discovery"],
  ["{{@nothing.here}}|{{nothing}}|{{@@userIdentity.arn}}", "||"],
  ['{{#is_match "@evt.name" "Secret"}}secrets{{/is_match}}', "secrets"],
])("%s", (text, rendered) => {
  expect(guide(text)).toBe(rendered);
});

test("values come from every matched event, not only from the group", () => {
  const other = makeRecord({
    userIdentity: roleIdentity({ arn: "arn:aws:sts::111122223333:assumed-role/deploy/ci-run-8" }),
  });
  expect(guide("{{@userIdentity.session_name}}", [makeRecord(), other])).toBe("ci-run-7, ci-run-8");
});

test("event text cannot become Markdown", () => {
  const record = makeRecord({ userAgent: "[click](https://evil.example) <script>" });
  expect(guide("{{@http.useragent}}", [record])).not.toMatch(/\]\(|<script/);
});

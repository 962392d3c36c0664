import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../src/alert/alert.ts";
import { buildAlert } from "../../src/alert/build-alert.ts";
import { eventsCommand } from "../../src/alert/search/events-command.ts";
import { is } from "../../src/alert/search/search-clause.ts";
import { vocabularies } from "../../src/catalog/vocabularies.ts";
import { compileSearch } from "../../src/lang/datadog/compile.ts";
import { compileKql } from "../../src/lang/kql/compile.ts";
import type { Rule } from "../../src/rule/rule.ts";
import { source } from "../../src/source/source.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { datadogRule } from "./datadog-rule.ts";
import { makeDetection, makeRecord, makeRule, PATHS, roleIdentity, START, secretRecord } from "./fixtures.ts";
import { IDENTITIES } from "./respond/alerts.ts";

function build(rule: Rule, userIdentity: JsonObject, paths: readonly string[] = PATHS): Alert {
  const resources = [{ ARN: "arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db/password" }];
  const records = [makeRecord({ userIdentity, resources }), secretRecord({ userIdentity })];
  return buildAlert(makeDetection(), rule, records, { paths });
}

/** The words that a shell hands to `trailhound`. */
function words(command: string): readonly string[] {
  const printed = execFileSync("sh", ["-c", `trailhound() { printf '%s\\0' "$@"; }; ${command}`], { encoding: "utf8" });
  return printed.split("\0").slice(0, -1);
}

function where(command: string): string {
  const all = words(command);
  return all[all.indexOf("--where") + 1] ?? "";
}

describe.each(Object.keys(IDENTITIES))("searches on %s", (kind) => {
  const identity = IDENTITIES[kind] ?? {};

  test("are KQL that the ecs vocabulary knows", () => {
    for (const { title, command } of build(makeRule(), identity).investigate) {
      const query = compileKql(source(title, where(command ?? "")), vocabularies.ecs);
      expect(query.diagnostics.map((each) => each.message)).toEqual([]);
      expect(query.predicate).not.toBeNull();
    }
  });

  test("are Datadog searches for Datadog rules", () => {
    for (const { title, command } of build(datadogRule(), identity).investigate) {
      expect(command).toContain("--as datadog");
      const query = compileSearch(source(title, where(command ?? "")), vocabularies.datadog);
      expect(query.diagnostics.map((each) => each.message)).toEqual([]);
      expect(query.predicate).not.toBeNull();
    }
  });
});

test("a role session's searches, each with its window", () => {
  const { investigate } = build(makeRule(), roleIdentity());
  expect(investigate.map(({ title }) => title)).toEqual([
    "Everything this identity did in the 24 hours around it",
    "Everything done with access key ASIAEXAMPLEKEY000001 in the 24 hours around it",
    "Who else came from 203.0.113.7 in the 24 hours around it",
    "Who assumed the role as this session",
    "Changes to permissions, keys and code that this identity made from then on, 7 days",
    "Who else read the same secrets in the week before and the day after",
    "KMS decryptions by this identity or of these secrets: which values were really decrypted, also through services",
  ]);
  expect(words(investigate[0]?.command ?? "")).toEqual([
    ...["events", "logs/2026", "more logs", "--as", "ecs", "--where"],
    'aws.cloudtrail.user_identity.arn: "arn:aws:sts::111122223333:assumed-role/deploy/ci-run-7"',
    ...["--from", "2026-02-28T10:00:00.000Z", "--to", "2026-03-02T10:04:00.000Z"],
  ]);
  expect(where(investigate[5]?.command ?? "")).toBe('trailhound.secrets: ("/prod/db/password" or "stripe")');
  expect(where(investigate[6]?.command ?? "")).toContain(
    'encryptionContext.PARAMETER_ARN: "arn:aws:ssm:eu-west-1:111122223333:parameter/prod/db/password"',
  );
});

test.each([
  "x; rm -rf ~",
  "file:///etc/passwd",
  "-h",
  'it\'s "x"',
  "$(touch pwned)",
  "`id`",
  "a\nb",
  "\u001b[2J",
  "é 日本",
])("the value %j arrives in the query as itself", (arn) => {
  const { investigate } = build(makeRule(), roleIdentity({ arn }));
  const query = compileKql(source("x", where(investigate[0]?.command ?? "")), vocabularies.ecs);
  expect(query.predicate).toMatchObject({ kind: "equals", texts: [arn] });
  expect(investigate[0]?.command).not.toMatch(/\p{C}/u);
});

test("a value that a Datadog search cannot spell leaves the search without a command", () => {
  const { investigate } = build(datadogRule(), roleIdentity({ arn: "a\nb" }));
  expect(investigate[0]).toEqual({ title: "Everything this identity did in the 24 hours around it", command: null });
  expect(investigate[1]?.command).not.toBeNull();
});

test.each([
  ["-h", "./-h"],
  ["it's; $(x)", "it's; $(x)"],
])("the path %s is no option and one word", (path, word) => {
  const command = eventsCommand({ paths: [path], language: "ecs", where: is("action", "x"), from: START, to: START });
  expect(words(command ?? "")[1]).toBe(word);
});

test("a path that cannot be shown leaves every search without a command", () => {
  const { investigate } = build(makeRule(), roleIdentity(), ["a\u001bb"]);
  expect(investigate.map((each) => each.command)).toEqual(investigate.map(() => null));
});

import { expect, test } from "vitest";
import type { Alert, ResponseStep } from "../../../src/alert/alert.ts";
import { buildAlert } from "../../../src/alert/build-alert.ts";
import { makeDetection, makeRecord, makeRule, PATHS, secretRecord, userIdentity } from "../fixtures.ts";
import { alertBy, alertOnParameters, IDENTITIES } from "./alerts.ts";

function titles(alert: Alert, step: ResponseStep["step"]): readonly string[] {
  return alert.respond.filter((each) => each.step === step).map((each) => each.title);
}

function contained(kind: string): readonly ResponseStep[] {
  return alertBy(IDENTITIES[kind] ?? {}).respond.filter((each) => each.step === "contain");
}

test.each([
  ["a user's long-term key", ["update-access-key", "put-user-policy"]],
  ["a user's session", ["IR-RevokeOlderSessions", "IR-DenyAll"]],
  ["a role session", ["IR-DenySession", "IR-DenySecretReads", "AWSRevokeOlderSessions"]],
  [
    "an instance",
    [
      "IR-DenySession",
      "IR-DenySecretReads",
      "AWSRevokeOlderSessions",
      "modify-instance-metadata-options",
      "QUARANTINE_SG",
    ],
  ],
])("%s is contained by commands that can be taken back", (kind, parts) => {
  const steps = contained(kind);
  expect(steps).toHaveLength(parts.length);
  for (const [index, part] of parts.entries()) {
    expect(steps[index]?.command).toContain(part);
    expect(steps[index]).toMatchObject({ effect: "disruptive", undo: expect.stringContaining("aws ") });
  }
});

test.each([
  ["an Identity Center role", "IAM Identity Center"],
  ["a service-linked role", "service-linked"],
  ["root", "Root cannot be denied"],
  ["a service for itself", "An AWS service acted for itself"],
  ["an Identity Center user", "disable the user"],
  ["an unknown kind", "of type SomethingNew"],
])("%s is contained by hand, and the step says why", (kind, part) => {
  const steps = contained(kind);
  expect(steps.map((step) => step.command)).toEqual(steps.map(() => null));
  expect(steps.map((step) => step.title).join("\n")).toContain(part);
});

test("a service in between comes first", () => {
  expect(contained("a role through a service")[0]).toMatchObject({
    command: null,
    title: expect.stringContaining("cloudformation.amazonaws.com made these calls"),
  });
});

test("a function's role: the function is stopped", () => {
  const alert = alertBy(IDENTITIES["a role session"] ?? {}, { userAgent: "Boto3 exec-env/AWS_Lambda_python3.12" });
  const stop = alert.respond.find((step) => step.command?.includes("put-function-concurrency"));
  expect(stop?.command).toContain("FN='ci-run-7'");
  expect(stop?.undo).toContain("delete-function-concurrency");
});

test("a reader of another account is blocked at the secret, not in IAM", () => {
  const steps = contained("a role of another account");
  expect(steps[0]).toMatchObject({ command: null, title: expect.stringContaining("belongs to account 999988887777") });
  const [block, ...more] = steps.filter((step) => step.command !== null);
  expect(more).toEqual([]);
  expect(block?.command).toContain("put-resource-policy");
  expect(block?.command).toContain("arn:aws:iam::111122223333:role/deploy");
  expect(block?.command?.indexOf("get-resource-policy")).toBeLessThan(
    block?.command?.indexOf("put-resource-policy") ?? 0,
  );
  expect(block?.undo).toContain("delete-resource-policy");
  expect(steps.at(-1)?.title).toContain("resource share");
});

test("others behind the events are named", () => {
  const records = [makeRecord(), makeRecord({ userIdentity: userIdentity() })];
  const alert = buildAlert(makeDetection(), makeRule(), records, { paths: PATHS });
  expect(titles(alert, "contain")[0]).toContain("Also behind the events: arn:aws:iam::111122223333:user/ana");
});

test("each secret that was read is rotated, the source first", () => {
  const rotate = titles(alertBy(userIdentity()), "rotate");
  expect(rotate).toEqual([
    expect.stringMatching(/^Replace the value of parameter "\/prod\/db\/password" in the system that issued it/),
    expect.stringMatching(/^Store the new value of parameter "\/prod\/db\/password".*stays readable in its history/),
    expect.stringMatching(/^Rotate secret "stripe" now, if its rotation is configured/),
    expect.stringMatching(/^Without rotation: change "stripe" in the system that issued it first/),
  ]);
});

test("at most 100 secrets have blocks, the rest is said", () => {
  const names = Array.from({ length: 130 }, (_, i) => `/app/p${String(i).padStart(3, "0")}`);
  const rotate = titles(alertOnParameters(names), "rotate");
  expect(rotate).toHaveLength(201);
  expect(rotate.at(-1)).toContain("Rotate the other 30 of 130 secrets");
});

test("secrets that the listed events do not show are not guessed", () => {
  const alert = alertBy(userIdentity(), { requestParameters: null });
  expect(titles(alert, "rotate")).toEqual([
    expect.stringContaining('Rotate "/prod/db/password": the events listed here do not show'),
    expect.stringContaining('Rotate "stripe": the events listed here do not show'),
  ]);
});

test("what RDS manages is rotated in RDS; a path stands for everything below it", () => {
  const records = [
    secretRecord({ requestParameters: { secretId: "rds!db-0f1e" } }),
    makeRecord({ eventName: "GetParametersByPath", requestParameters: { path: "/prod/", recursive: true } }),
  ];
  const events = { ...makeDetection().events, secrets: ["/prod/*", "rds!db-0f1e"] };
  const alert = buildAlert(makeDetection({ events }), makeRule(), records, { paths: PATHS });
  const [path, rds] = alert.respond.filter((step) => step.step === "rotate");
  expect(path?.title).toContain('Every parameter below "/prod" may have been read');
  expect(path?.command).toContain('"Key":"Path","Option":"Recursive","Values":["/prod"]');
  expect(rds).toMatchObject({ command: null, title: expect.stringContaining("RDS manages it") });
});

test("no step reads a secret's value or names one on a command line", () => {
  for (const identity of Object.values(IDENTITIES)) {
    for (const { command, undo } of alertBy(identity).respond) {
      expect(`${command} ${undo}`).not.toMatch(
        /get-secret-value|get-parameters? |get-parameters?-|--secret-string [^f]|--value [^f]/,
      );
    }
  }
});

test("each call has region and profile, each value is assigned once and used quoted", () => {
  for (const identity of Object.values(IDENTITIES)) {
    for (const { command } of alertBy(identity).respond) {
      for (const line of (command ?? "").split("\n").filter((each) => /\baws /.test(each))) {
        expect(line).toContain('--region "$REGION" --profile "$PROFILE"');
        expect(line.replace(/"[^"$(]*\$[A-Z_0-9]+[^"$]*"/g, "")).not.toMatch(/\$[A-Z]/);
      }
    }
  }
});

test.each([
  ["user name", userIdentity({ userName: "x; rm -rf ~" }), '"x; rm -rf ~"'],
  ["user name", userIdentity({ userName: "file:///etc/passwd" }), '"file:///etc/passwd"'],
  ["user name", userIdentity({ userName: "-h" }), '"-h"'],
  ["user name", userIdentity({ userName: "$(id)\u001b[2J" }), '"$(id)\\u001b[2J"'],
  ["access key id", userIdentity({ accessKeyId: "AKIA,AttributeValue=x" }), '"AKIA,AttributeValue=x"'],
])("a hostile %s leads to steps without a command that show it escaped", (what, identity, shown) => {
  const step = alertBy(identity).respond.find((each) => each.title.startsWith("Deactivate the access key"));
  expect(step).toMatchObject({ command: null, undo: null });
  expect(step?.title).toContain(`(no command: the ${what} ${shown} has a form that cannot be handed`);
});

test("a value that the log does not have is said to be missing", () => {
  const { userName, arn, ...identity } = userIdentity();
  expect([userName, arn]).not.toContain(undefined);
  const step = alertBy(identity).respond.find((each) => each.title.startsWith("Deactivate"));
  expect(step?.title).toContain("(no command: the log does not show the user name)");
});

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { respondScript } from "../../../src/alert/respond/script.ts";
import { roleIdentity, userIdentity } from "../fixtures.ts";
import { alertBy, alertOnParameters, IDENTITIES } from "./alerts.ts";
import { option, runWithStub } from "./run-with-stub.ts";

/** Values that shells, the AWS CLI and terminals would act on. */
const HOSTILE = [
  "x; rm -rf ~",
  "file:///etc/passwd",
  "https://example.com/x",
  "-h",
  "--profile",
  "it's",
  '"; touch pwned; "',
  "$(touch pwned)",
  "`touch pwned`",
  "$".concat("{aws:username}"),
  "a\ntouch pwned",
  "a\u001b[2J",
  "é日本",
  "a b",
  "*",
  "",
];

test.each(Object.keys(IDENTITIES))("the script for %s parses", (kind) => {
  const script = respondScript(alertBy(IDENTITIES[kind] ?? {}));
  const checked = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
  expect(checked.stderr).toBe("");
  expect(checked.status).toBe(0);
});

test("the script does nothing by itself but list its steps", () => {
  const run = runWithStub(respondScript(alertBy(userIdentity())));
  expect(run).toMatchObject({ calls: [], files: {}, stderr: "", status: 0 });
  expect(run.stdout).toContain("contain_1 [disruptive] Deactivate the access key\n");
  const unknown = runWithStub(respondScript(alertBy(userIdentity())), ["contain_1; touch pwned"]);
  expect(unknown).toMatchObject({ calls: [], files: {}, status: 1 });
});

test("without a profile the CLI is given one that does not exist", () => {
  const { respond } = alertBy(userIdentity());
  const deactivate = respond.find((step) => step.title.startsWith("Deactivate"))?.command ?? "";
  const { calls } = runWithStub(`unset PROFILE\n${deactivate}`);
  expect(option(calls[0], "--profile")).toBe("set-PROFILE-for-account-111122223333");
});

test("a key is deactivated and activated again", () => {
  const script = respondScript(alertBy(userIdentity()));
  const expected = (status: string) => [
    [
      "iam",
      "update-access-key",
      "--user-name",
      "ana",
      "--access-key-id",
      "AKIAEXAMPLEKEY000001",
      "--status",
      status,
    ].concat(["--region", "eu-west-1", "--profile", "ir"]),
  ];
  expect(runWithStub(script, ["contain_1"]).calls).toEqual(expected("Inactive"));
  expect(runWithStub(script, ["undo_2"]).calls).toEqual(expected("Active"));
});

test("a session is denied by a policy file that holds its principal id", () => {
  const { calls, files, stderr } = runWithStub(respondScript(alertBy(roleIdentity())), ["contain_1"]);
  expect(stderr).toBe("");
  expect(option(calls[0], "--policy-document")).toBe("file://deny-session.json");
  expect(JSON.parse(files["deny-session.json"] ?? "")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: { StringEquals: { "aws:userid": "AROAEXAMPLE:ci-run-7" } },
      },
    ],
  });
});

test("older sessions are those before now", () => {
  const { files } = runWithStub(respondScript(alertBy(roleIdentity())), ["contain_3"]);
  const { Statement } = JSON.parse(files["revoke-older-sessions.json"] ?? "");
  expect(Statement[0].Condition.DateLessThan["aws:TokenIssueTime"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test("a parameter keeps its key, takes the value from the file only, and the file goes", () => {
  const script = respondScript(alertBy(userIdentity()));
  const proposed = runWithStub(script, ["rotate_1"]);
  expect(proposed.files["new-value-1.txt"]).toBe("correct-horse");
  const stored = runWithStub(script, ["rotate_2"], { "new-value-1.txt": "s3cret" });
  expect(option(stored.calls[1], "--name")).toBe("/prod/db/password");
  expect(option(stored.calls[1], "--key-id")).toBe("alias/prod");
  expect(option(stored.calls[1], "--value")).toBe("file://new-value-1.txt");
  expect(stored.files["new-value-1.txt"]).toBeUndefined();
  expect(runWithStub(script, ["rotate_2"]).calls.map((call) => call[1])).toEqual(["describe-parameters"]);
});

test("a secret is rotated by its own rotation, or from a file with the old version taken away", () => {
  const script = respondScript(alertBy(userIdentity()));
  expect(runWithStub(script, ["rotate_3"]).calls.map((call) => call[1])).toEqual(["describe-secret", "rotate-secret"]);
  expect(runWithStub(script, ["rotate_4"]).calls).toEqual([]);
  const stored = runWithStub(script, ["rotate_4"], { "new-secret-2.json": "{}" });
  expect(stored.calls.map((call) => call[1])).toEqual([
    "put-secret-value",
    "list-secret-version-ids",
    "update-secret-version-stage",
  ]);
  expect(option(stored.calls[2], "--remove-from-version-id")).toBe("old-version-id");
});

test("a resource policy is replaced only after it was saved, and what was there comes back", () => {
  const script = respondScript(alertBy(IDENTITIES["a role of another account"] ?? {}));
  const name = /^(contain_\d+)\(\) \{$/m.exec(script)?.[1] ?? "";
  const blocked = runWithStub(script, [name]);
  expect(blocked.calls.map((call) => call[1])).toEqual(["get-resource-policy", "put-resource-policy"]);
  const again = runWithStub(script, [name], { "saved-resource-policy-2.json": '{"was":"there"}' });
  expect(again.calls.map((call) => call[1])).toEqual(["put-resource-policy"]);
  expect(again.files["saved-resource-policy-2.json"]).toBe('{"was":"there"}');
  const undone = (saved: string) => runWithStub(script, ["undo_1"], { "saved-resource-policy-2.json": saved });
  expect(undone("None\n").calls.map((call) => call[1])).toEqual(["delete-resource-policy"]);
  expect(option(undone("{}").calls[0], "--resource-policy")).toBe("file://saved-resource-policy-2.json");
});

test("an instance's groups are kept and come back", () => {
  const script = respondScript(alertBy(IDENTITIES["an instance"] ?? {}));
  const run = runWithStub(script.replace("set -u", "set -u; QUARANTINE_SG=sg-9"), ["contain_5"]);
  expect(option(run.calls[1], "--groups")).toBe("sg-9");
  const undone = runWithStub(script, ["undo_1"], { "groups-i-0123456789abcdef0.txt": "sg-1\tsg-2\n" });
  expect(undone.calls[0]?.slice(0, 7)).toEqual([
    ...["ec2", "modify-instance-attribute", "--instance-id", "i-0123456789abcdef0", "--groups", "sg-1", "sg-2"],
  ]);
});

test("the account is checked before anything else", () => {
  const run = runWithStub(respondScript(alertBy(userIdentity())), ["confirm_1"]);
  expect(run.stdout).toBe("right account: 111122223333\n");
});

/** Every step of the script, one run each. */
function runEverything(script: string) {
  const names = [...script.matchAll(/^((?:confirm|contain|rotate|verify|undo)_\d+)\(\) \{$/gm)].map(
    (match) => match[1],
  );
  const all = names.map((name) => `( ${name} )`).join("\n");
  return runWithStub(script.replace(/^case [\s\S]*$/m, all), []);
}

test("hostile parameter names never reach the CLI, are shown, and do nothing", () => {
  const script = respondScript(alertOnParameters(HOSTILE));
  const run = runEverything(script);
  const words = run.calls.flat();
  expect(words.filter((word) => HOSTILE.includes(word) && word !== "--profile")).toEqual([]);
  expect(Object.keys(run.files)).not.toContain("pwned");
  expect(run.calls.map((call) => call[1])).not.toContain("put-parameter");
  const listed = runWithStub(script).stdout;
  expect(listed).toContain('(no command: the parameter name "$(touch pwned)" has a form');
  expect(listed).not.toContain("\u001b");
});

test("hostile identities never reach the CLI and do nothing", () => {
  for (const evil of HOSTILE) {
    const identity = roleIdentity({
      principalId: evil,
      accessKeyId: evil,
      arn: `arn:aws:sts::111122223333:assumed-role/${evil}/${evil}`,
      sessionContext: { sessionIssuer: { type: "Role", arn: evil, userName: evil } },
    });
    const script = respondScript(alertBy(identity, { userAgent: `exec-env/AWS_Lambda_${evil}` }));
    expect(spawnSync("bash", ["-n"], { input: script, encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
    const run = runEverything(script);
    expect(Object.keys(run.files)).not.toContain("pwned");
    expect(run.calls.flat().filter((word) => evil !== "" && evil !== "--profile" && word.includes(evil))).toEqual([]);
  }
}, 60_000);

test("allowed names arrive exactly as they are", () => {
  const names = ["/a/b_c+d=e,f.g@h", "plain", "/x/y-z.0"];
  const { calls } = runEverything(respondScript(alertOnParameters(names)));
  const listing = calls.find((call) => call[1] === "describe-parameters");
  expect(listing).toContain("file://parameter-filter.json");
  const script = respondScript(alertOnParameters(names));
  const put = runWithStub(script, ["rotate_2"], { "new-value-1.txt": "x" }).calls.find(
    (call) => call[1] === "put-parameter",
  );
  expect(option(put, "--name")).toBe(names[0]);
});

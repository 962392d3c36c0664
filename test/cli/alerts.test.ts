import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeApp } from "../../src/api/app.ts";
import type { Auth } from "../../src/api/auth/auth.ts";
import { createToken, findToken } from "../../src/api/auth/token.ts";
import { EXAMPLE_ID } from "../../src/api/operations/example-id.ts";
import { startServer } from "../../src/api/server.ts";
import type { OpenLocal } from "../../src/cli/api-connect.ts";
import { LakeError } from "../../src/lake/lake-error.ts";
import { FakeBackend } from "../api/fake-backend.ts";
import { sampleAlert, sampleStored } from "../api/sample-alerts.ts";
import { runAlerts } from "./alerts-cli.ts";

/** A directory that nobody serves, over a fake backend. */
function local(backend = new FakeBackend()) {
  const opened: string[] = [];
  const state = { open: 0 };
  const openLocal = async (directory: string) => {
    opened.push(directory);
    state.open += 1;
    const app = makeApp(backend, { auth: { kind: "local" }, version: "0.1.0" });
    const close = async (): Promise<void> => {
      state.open -= 1;
      app.close();
    };
    return { fetch: app.fetch, close };
  };
  const run = (...args: readonly string[]) => runAlerts(["alerts", ...args, "--data", "./data"], openLocal);
  return { run, opened, state, backend, openLocal };
}

test("the list is a table that has the ids", async () => {
  const { run, opened, state } = local();
  const { code, stdout } = await run("list", "--include", "superseded", "--include", "suppressed");
  expect([code, opened, state.open]).toEqual([0, ["./data"], 0]);
  expect(stdout).toMatchInlineSnapshot(`
    "TIME                  SEVERITY  STATE         RULE                        WHO

    2026-03-01 10:00:00Z  high      open          First decryption of         role deploy, session ci-7
                                                  parameters by an identity   (111122223333)
      Role deploy (session ci-7) decrypted a parameter for the first time in 10 days.
      0b6f3b0a52f1c3de9d3a7c1f4e8a2b60

    2026-03-01 09:00:00Z  low       closed        Burst                       role deploy, session ci-7
                                                                              (111122223333)
      User eve read 40 parameters.
      alert-2; assigned to ana; closed as benign

    2026-03-01 08:00:00Z  high      open          First decryption of         role deploy, session ci-7
                                                  parameters by an identity   (111122223333)
      Role deploy (session ci-7) decrypted a parameter for the first time in 10 days.
      alert-3; hidden by suppression s-1

    2026-03-01 07:00:00Z  high      open          First decryption of         role deploy, session ci-7
                                                  parameters by an identity   (111122223333)
      Role deploy (session ci-7) decrypted a parameter for the first time in 10 days.
      alert-4; superseded: A late event shows that the values were seen before.

    4 alerts
    "
  `);
});

test("filters are the API's", async () => {
  const { run } = local();
  const ids = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await run("list", "--format", "ndjson", ...args);
    return stdout
      .trimEnd()
      .split("\n")
      .flatMap((line) => (line === "" ? [] : [JSON.parse(line).alert.id]));
  };
  expect(await ids("--state", "closed")).toEqual(["alert-2"]);
  expect(await ids("--state", "closed", "--state", "open", "--order", "asc")).toEqual(["alert-2", EXAMPLE_ID]);
  expect(await ids("--severity", "high")).toEqual([EXAMPLE_ID]);
  expect(await ids("--rule", "burst", "--assignee", "ana")).toEqual(["alert-2"]);
  expect(await ids("--unassigned")).toEqual([EXAMPLE_ID]);
  expect(await ids("--from", "2026-03-01T10:00:00Z")).toEqual([EXAMPLE_ID]);
  expect(await ids("--to", "2026-03-01")).toEqual([]);
  expect(await ids("--q", "eve parameters")).toEqual(["alert-2"]);
});

test("a long list is read page by page, and says how to go on", async () => {
  const many = Array.from({ length: 1_203 }, (_, i) => sampleStored({ alert: sampleAlert({ id: `alert-${i}` }) }));
  const { run } = local(new FakeBackend(many));
  const { stdout, stderr } = await run("list", "--limit", "1200", "--format", "ndjson");
  expect(stdout.trimEnd().split("\n")).toHaveLength(1_200);
  expect(stderr).toBe("There are more: --cursor 1200\n");
  const rest = await run("list", "--cursor", "1200", "--format", "json");
  expect(JSON.parse(rest.stdout)).toMatchObject({ alerts: { length: 3 }, next: null });
});

test("one alert is shown with all that people need", async () => {
  const { run } = local();
  await run("comment", EXAMPLE_ID, "Asked the owner.\nShe knows.");
  const { stdout } = await run("show", "former-id");
  expect(stdout.replaceAll(/2\d{3}-\d\d-\d\d \d\d:\d\d:\d\dZ local/g, "NOW local")).toMatchInlineSnapshot(`
    "high  First decryption of parameters by an identity
    Id        0b6f3b0a52f1c3de9d3a7c1f4e8a2b60, before former-id, revision 2
    State     open
    Time      2026-03-01 10:00:00Z
    Rule      first-decryption (new_terms, elastic-toml)
    Who       role deploy, session ci-7 (111122223333)
    Where     111122223333, eu-central-1, 198.51.100.7
    Did       ssm:GetParameter
    Events    2 events, 2026-03-01 10:00:00Z to 2026-03-01 10:04:00Z

    Role deploy (session ci-7) decrypted a parameter for the first time in 10 days.

    1 secret
      /prod/db/password

    What to do
      confirm (read-only): Who has the role
        aws iam get-role --role-name deploy

    Where to look
      What else the session did
        trailhound events --where 'user.name: ci-7'

    Guide
      Ask the owner of the role.

    1 comment
      NOW local
        Asked the owner.
        She knows.

    What people did
      NOW local: commented
    "
  `);
  const json = JSON.parse((await run("show", EXAMPLE_ID, "--format", "json")).stdout);
  expect(json).toMatchObject({
    alert: { id: EXAMPLE_ID },
    comments: [{ author: "local" }],
    audit: [{ action: "commented" }],
  });
});

test("text of an event cannot move the cursor, in any form", async () => {
  const evil = "\u001b]0;x\u0007\u001b[2J\u202e\r\n";
  const alert = sampleAlert({
    reason: evil,
    guide: evil,
    entity: { user: evil },
    rule: { ...sampleAlert().rule, name: evil, id: evil },
    identity: { ...sampleAlert().identity, role: evil, source_addresses: [evil] },
    secrets: { total: 1, names: [evil] },
    investigate: [{ title: evil, command: evil }],
  });
  const triage = { state: "open", reason: null, assignee: evil, updated: null } as const;
  const { run, backend } = local(
    new FakeBackend([sampleStored({ alert, triage, aliases: [evil], suppressedBy: evil })]),
  );
  await backend.desk.comment(EXAMPLE_ID, evil, evil);
  for (const args of [
    ["list"],
    ["list", "--format", "json"],
    ["show", EXAMPLE_ID],
    ["show", EXAMPLE_ID, "--format", "json"],
  ]) {
    const { stdout } = await run(...args, ...(args[0] === "list" ? ["--include", "suppressed"] : []));
    expect(stdout).toContain("u001b");
    expect(stdout).not.toMatch(/[^\P{C}\n]/u);
  }
});

test("names are cut, with how long they are", async () => {
  const long = "n".repeat(1_048_576);
  const sample = sampleAlert();
  const alert = sampleAlert({
    secrets: { total: 2, names: [long, "n".repeat(200)] },
    rule: { ...sample.rule, name: long },
    events: { ...sample.events, actions: [long] },
  });
  const { run } = local(new FakeBackend([sampleStored({ alert })]));
  const { stdout } = await run("show", EXAMPLE_ID);
  expect(stdout.match(/n{50,}… \(1,048,576\s+characters\)/g)).toHaveLength(1);
  expect(stdout.match(/1,048,576/g)).toHaveLength(3);
  expect(stdout.length).toBeLessThan(2_500);
  expect(JSON.parse((await run("show", EXAMPLE_ID, "--format", "json")).stdout).alert.secrets.names[0]).toBe(long);
});

test("looking asks for a directory to read only, changing for one to write", async () => {
  const asked: string[] = [];
  const { openLocal } = local();
  const recording: OpenLocal = (directory, access) => {
    asked.push(access);
    return openLocal(directory);
  };
  for (const args of [
    ["list"],
    ["show", EXAMPLE_ID],
    ["update", EXAMPLE_ID, "--assignee", "ana"],
    ["comment", EXAMPLE_ID, "x"],
  ]) {
    expect((await runAlerts(["alerts", ...args, "--data", "./data"], recording)).code).toBe(0);
  }
  expect(asked).toEqual(["read", "read", "write", "write"]);
});

test("commands keep their lines, so that they can be copied and run", async () => {
  const script =
    "REGION='eu-west-1'\nPARAM='/prod/a'\naws ssm get-parameter-history --name \"$PARAM\" \\\n  --region \"$REGION\"\u0085\r";
  const step = { step: "confirm", title: "Look", command: script, effect: "read-only", undo: null } as const;
  const none = { ...step, title: "By hand", command: null };
  const { run } = local(new FakeBackend([sampleStored({ alert: sampleAlert({ respond: [step, none] }) })]));
  const { stdout } = await run("show", EXAMPLE_ID);
  expect(stdout).toContain(`What to do
  confirm (read-only): Look
    REGION='eu-west-1'
    PARAM='/prod/a'
    aws ssm get-parameter-history --name "$PARAM" \\
      --region "$REGION"\\u0085\\u000d
  confirm (read-only): By hand

`);
});

test("state, assignee and comment change together, for several alerts", async () => {
  const { run, backend } = local();
  const change = ["--state", "closed", "--reason", "false_positive", "--assignee", "ana", "--comment", "known"];
  const { code, stdout } = await run("update", "former-id", "alert-2", ...change);
  expect([code, stdout]).toEqual([
    0,
    `${EXAMPLE_ID}: closed; assigned to ana; closed as false positive\nalert-2: closed; assigned to ana; closed as false positive\n`,
  ]);
  expect(await backend.desk.comments(EXAMPLE_ID)).toMatchObject([{ author: "local", text: "known" }]);
  expect((await run("update", "alert-2", "--unassign")).stdout).toBe("alert-2: closed; closed as false positive\n");
});

test.each([
  [["list", "--state", "opne"], /Allowed choices are open, acknowledged, closed/],
  [["list", "--limit", "0"], /expected 1 to 10000/],
  [["list", "--from", "yesterday"], /--from "yesterday": expected an ISO time/],
  [["list", "--assignee", "a", "--unassigned"], /cannot be used with/],
  [["list", "--cursor", "x"], /^this is no cursor of a list of alerts\n$/],
  [["show", "none"], /^there is no alert "none"\n$/],
  [["show", "../rules"], /^there is no alert "\.\.\/rules"\n$/],
  [["update", EXAMPLE_ID], /say what to change/],
  [["update", EXAMPLE_ID, "--state", "closed"], /^--state closed takes a --reason: true_positive, benign/],
  [["update", EXAMPLE_ID, "--state", "open", "--reason", "benign"], /^--reason goes with --state closed only\n$/],
  [["update", EXAMPLE_ID, "--reason", "benign"], /^--reason goes with --state closed only\n$/],
  [["update", EXAMPLE_ID, "--assignee", "a".repeat(300)], /^--assignee: expected at most 200 characters\n$/],
  [["list", "--q", "a".repeat(600)], /^--q: expected at most 500 characters\n$/],
  [["list", "--rule", "a", "--rule", "b".repeat(300)], /^--rule: expected at most 200 characters\n$/],
  [["update", EXAMPLE_ID, "--comment", "x"], /say what to change/],
  [["comment", EXAMPLE_ID, ""], /^<text>: expected at least 1 character\n$/],
])("%j is refused with exit code 2", async (args, message) => {
  const { run, state } = local();
  const { code, stdout, stderr } = await run(...args);
  expect([code, stdout, state.open]).toEqual([2, "", 0]);
  expect(stderr).toMatch(message);
});

test("what cannot be opened says so", async () => {
  const failing = () => Promise.reject(new LakeError("./data: there is no lake"));
  const { code, stderr } = await runAlerts(["alerts", "list", "--data", "./data"], failing);
  expect([code, stderr]).toEqual([2, "./data: there is no lake\n"]);
});

/** A directory with the file that serve leaves there. */
function directoryOf(file: object): string {
  const directory = mkdtempSync(join(tmpdir(), "alerts-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, "serve.json"), JSON.stringify(file), { mode: 0o600 });
  return directory;
}

async function serving(auth: Auth) {
  const backend = new FakeBackend();
  const running = await startServer(makeApp(backend, { auth, version: "0.1.0" }), { host: "127.0.0.1", port: 0 });
  onTestFinished(() => running.close());
  return { backend, ...running };
}

const unwanted = () => Promise.reject(new Error("it is served: nobody else may open it"));

test("a served directory is reached through its API, with its token", async () => {
  const { text, stored } = createToken({ name: "local", role: "admin" });
  const { url, backend } = await serving({ kind: "tokens", tokens: [stored] });
  const data = directoryOf({ pid: process.pid, url, token: text });
  const update = ["alerts", "update", EXAMPLE_ID, "--state", "acknowledged", "--data", data];
  expect(await runAlerts(update, unwanted)).toMatchObject({ code: 0, stdout: `${EXAMPLE_ID}: acknowledged\n` });
  expect((await backend.desk.get(EXAMPLE_ID))?.triage.state).toBe("acknowledged");
  const wrong = directoryOf({ pid: process.pid, url, token: createToken({ name: "x", role: "admin" }).text });
  const { code, stderr } = await runAlerts(["alerts", "list", "--data", wrong], unwanted);
  expect([code, stderr]).toEqual([2, "this token is not known here\n"]);
});

test("a file that a killed serve left does not stand in the way", async () => {
  const { openLocal, opened } = local();
  const gone = spawn(process.execPath, ["-e", ""]);
  await once(gone, "exit");
  const { url, close } = await serving({ kind: "local" });
  await close();
  // The process has gone; or another one has its number, and nobody listens.
  for (const pid of [gone.pid, process.pid]) {
    const data = directoryOf({ pid, url, token: null });
    expect((await runAlerts(["alerts", "list", "--data", data], openLocal)).code).toBe(0);
    expect(opened.at(-1)).toBe(data);
  }
});

test("a token is printed once, beside the line for the configuration", async () => {
  const { code, stdout, stderr } = await runAlerts(["token", "create", "--name", "ana", "--role", "analyst"], unwanted);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^th_[0-9a-f]{12}_[A-Za-z0-9_-]{43}\n$/)]);
  const [, id = "", hash = ""] =
    /^ {2}- \{name: "ana", role: analyst, id: "(\w+)", hash: "([\w:]+)"\}$/m.exec(stderr) ?? [];
  const stored = { id, name: "ana", role: "analyst", hash } as const;
  expect(findToken(stdout.trim(), [stored])).toBe(stored);
  expect(stderr).not.toContain(stdout.trim());
});

test.each([
  [["--name", "ana"], /--role/],
  [["--role", "viewer"], /--name/],
  [["--name", "ana", "--role", "root"], /Allowed choices are viewer, analyst, admin/],
  [["--name", "a b", "--role", "viewer"], /expected 1 to 64 letters/],
  [["--name", 'a"}', "--role", "viewer"], /expected 1 to 64 letters/],
])("token create %j is refused", async (args, message) => {
  const { code, stdout, stderr } = await runAlerts(["token", "create", ...args], unwanted);
  expect(stdout).toBe("");
  expect(code).not.toBe(0);
  expect(stderr).toMatch(message);
});

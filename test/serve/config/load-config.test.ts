import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { checkAgainstRules } from "../../../src/serve/config/check-config.ts";
import { type LoadedConfig, loadConfig } from "../../../src/serve/config/load-config.ts";
import type { Overrides } from "../../../src/serve/config/overrides.ts";
import { printConfig } from "../../../src/serve/config/print-config.ts";
import { remedyFor } from "../../../src/serve/config/read-secrets.ts";
import type { ServeConfig } from "../../../src/serve/config/serve-config.ts";
import { codeFrame } from "../../../src/source/code-frame.ts";
import { fencesOf, readPage } from "../../docs/pages.ts";

const EXAMPLE = fencesOf(readPage("docs/configuration.md")).find(({ language }) => language === "yaml")?.body ?? "";
const ENV = { PAGER_SECRET: "HIDDEN-1", PAGER_AUTHORIZATION: "HIDDEN-2" };
const RULE = "3b2a7f50-9d1c-4c7e-8a55-0f6f6c1d2e90";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "config-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "secrets"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return folder;
}

function exampleFolder(): string {
  return folderWith({
    "trailhound.yaml": EXAMPLE,
    "secrets/slack-url": "https://hooks.example.com/HIDDEN-3\n",
    "secrets/smtp-password": "HIDDEN-4\r\n",
  });
}

function said({ diagnostics }: LoadedConfig): string {
  return diagnostics.map(codeFrame).join("\n");
}

async function configOf(path: string | null, overrides: Overrides = {}): Promise<ServeConfig> {
  const loaded = await loadConfig(path, overrides, ENV);
  expect(said(loaded)).toBe("");
  if (!loaded.config) throw new Error("no configuration");
  return loaded.config;
}

test("the example of the documentation is what it says", async () => {
  const folder = exampleFolder();
  const { named, ...config } = await configOf(join(folder, "trailhound.yaml"));
  expect(config).toEqual({
    sources: [
      { kind: "dir", path: join(folder, "AWSLogs") },
      {
        ...{ kind: "s3", bucket: "example-trail", prefix: "AWSLogs", region: "eu-west-1", pollInterval: 500 },
        start: { kind: "ago", ms: 7 * 86_400_000 },
      },
      { kind: "sqs", url: "https://sqs.eu-west-1.amazonaws.com/123456789012/trail", visibility: 300_000 },
    ],
    poll: 500,
    rules: [join(folder, "my-rules")],
    builtin: true,
    includeDisabled: false,
    suppressions: [join(folder, "suppressions")],
    mmdb: [],
    lateness: 86_400_000,
    ruleLateness: new Map([[RULE, 172_800_000]]),
    batch: { files: 500, bytes: 67_108_864 },
    memory: "1024MiB",
    threads: 2,
    listen: { host: "127.0.0.1", port: 8600 },
    tokens: [{ id: "1f0c5a9be7d2", name: "ana", role: "analyst", hash: expect.stringMatching(/^sha256:/) }],
    channels: [
      {
        ...{ name: "pager", kind: "webhook", url: "https://hooks.example.com/trailhound", secret: "HIDDEN-1" },
        headers: { "X-Team": "cloud", Authorization: "HIDDEN-2" },
      },
      { name: "chat", kind: "slack", url: "https://hooks.example.com/HIDDEN-3" },
      { name: "topic", kind: "sns", topicArn: "arn:aws:sns:eu-west-1:123456789012:alerts" },
      {
        ...{ name: "mail", kind: "smtp", host: "smtp.example.com", port: 587, security: "starttls" },
        ...{ user: "trailhound", password: "HIDDEN-4", to: ["soc@example.com"] },
        from: "trailhound <trailhound@example.com>",
      },
      { name: "log", kind: "stdout" },
    ],
    routes: [
      { channels: ["pager"], severity: "high" },
      {
        ...{ channels: ["chat", "mail"], severity: "medium", tags: ["Domain: Cloud"] },
        ...{ digestOver: 10, digestWindow: 600_000 },
      },
      { channels: ["topic"], rules: [RULE] },
      { channels: ["log"] },
    ],
  });
  expect(named.map(({ rule, by }) => [rule, by])).toEqual([
    [RULE, "id"],
    [RULE, "id or name"],
  ]);
});

test("what the documentation gives as defaults holds without them", async () => {
  const folder = folderWith({ "trailhound.yaml": "sources: [dir:logs]\n" });
  const config = await configOf(join(folder, "trailhound.yaml"));
  const rows = readPage("docs/configuration.md").text.matchAll(/^\| `(\w+)` \| `([^`]+)` \|/gm);
  const documented = Object.fromEntries([...rows].map(([, key = "", value = ""]) => [key, parse(value) as unknown]));
  const printed = parse(printConfig(config)) as Readonly<Record<string, unknown>>;
  expect({ ...printed, lateness: "24h", memory: "1GB" }).toMatchObject(documented);
  expect([config.lateness, config.memory]).toEqual([86_400_000, "1024MiB"]);
  expect(Object.keys(documented)).toHaveLength(12);
});

test("every key that is documented is known, and every one that is known is documented", async () => {
  const folder = folderWith({ "trailhound.yaml": "sources: [dir:logs]\nnothing-like-this: 1\n" });
  const loaded = await loadConfig(join(folder, "trailhound.yaml"), {});
  const known = /known keys are (.*)$/.exec(loaded.diagnostics[0]?.hint ?? "")?.[1]?.split(", ");
  const section = /## Keys\n([\s\S]*?)\n## /.exec(readPage("docs/configuration.md").text)?.[1] ?? "";
  expect([...section.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1])).toEqual(known);
});

test("what is printed shows no secret, and says the rest", async () => {
  const folder = exampleFolder();
  const config = await configOf(join(folder, "trailhound.yaml"));
  const text = printConfig(config);
  expect(text).not.toMatch(/HIDDEN|9f86d081/);
  const printed = parse(text) as Readonly<Record<string, unknown>>;
  const written = parse(EXAMPLE) as Readonly<Record<string, unknown>>;
  expect(Object.keys(printed)).toEqual(Object.keys(written));
  expect(printed).toMatchObject({ poll: "500ms", lateness: "1d", rule_lateness: { [RULE]: "2d" }, threads: 2 });
  expect(printed["channels"]).toMatchObject([
    { name: "pager", url: "https://hooks.example.com/(secret)", secret: "(secret)" },
    { name: "chat", url: "(secret)" },
    { name: "topic" },
    { name: "mail", password: "(secret)", user: "trailhound" },
    { name: "log" },
  ]);
});

test("the command line adds to lists and replaces single values; its paths are relative to the working directory", async () => {
  const folder = folderWith({
    "trailhound.yaml": "sources: [dir:logs]\nrules: [a]\nbuiltin: true\nlateness: 1h\npoll: 1s\nthreads: 1\n",
  });
  const overrides: Overrides = {
    ...{ source: ["s3://example-trail"], rules: ["b"], builtin: false, includeDisabled: true, suppressions: ["s"] },
    ...{ mmdb: ["m"], notify: "stdout", listen: "[::1]:0", lateness: "2h", poll: "2s", memory: "2GB", threads: 3 },
  };
  expect(await configOf(join(folder, "trailhound.yaml"), overrides)).toMatchObject({
    sources: [{ path: join(folder, "logs") }, { kind: "s3", bucket: "example-trail", prefix: "" }],
    rules: [join(folder, "a"), resolve("b")],
    builtin: false,
    includeDisabled: true,
    suppressions: [resolve("s")],
    mmdb: [resolve("m")],
    listen: { host: "::1", port: 0 },
    lateness: 7_200_000,
    poll: 2_000,
    memory: "2048MiB",
    threads: 3,
    channels: [{ kind: "stdout", name: "stdout" }],
    routes: [{ channels: ["stdout"] }],
  });
  expect(await configOf(null, { source: ["dir:logs"] })).toMatchObject({
    ...{ sources: [{ kind: "dir", path: resolve("logs") }], builtin: true, channels: [], routes: [] },
  });
});

test("--notify stdout uses a channel of that name, and a route that takes everything there", async () => {
  const channel = "channels: [{name: stdout, kind: stdout, timeout: 1s}]";
  const routes = "routes: [{channels: [stdout], severity: high}]";
  const all = "routes: [{channels: [stdout]}]";
  const folder = folderWith({
    none: `sources: [dir:a]\n${channel}\n`,
    some: `sources: [dir:a]\n${channel}\n${routes}\n`,
    all: `sources: [dir:a]\n${channel}\n${all}\n`,
  });
  const routesOf = async (name: string): Promise<ServeConfig["routes"]> => {
    const { channels, routes } = await configOf(join(folder, name), { notify: "stdout" });
    expect(channels).toEqual([{ name: "stdout", kind: "stdout", timeout: 1_000 }]);
    return routes;
  };
  expect(await routesOf("none")).toEqual([{ channels: ["stdout"] }]);
  expect(await routesOf("some")).toEqual([{ channels: ["stdout"], severity: "high" }, { channels: ["stdout"] }]);
  expect(await routesOf("all")).toEqual([{ channels: ["stdout"] }]);
});

test("what is wrong on the command line is shown there, and nothing of a password", async () => {
  const loaded = await loadConfig(null, {
    ...{ source: ["dri:logs", "sqs:https://me:HIDDEN@example.com/q"], listen: "0.0.0.0:8600", notify: "stdot" },
    ...{ lateness: "1", threads: 0 },
  });
  expect(loaded.config).toBeNull();
  expect(said(loaded)).toMatchInlineSnapshot(`
    "--lateness:1:1: error[invalid-value]: expected a duration from 1m to 400d such as 24h, found "1"
    1 | 1
        ^
    --threads:1:1: error[invalid-value]: expected a whole number from 1 to 256, found 0
    1 | 0
        ^
    --source:1:1: error[invalid-value]: source "dri:logs": expected dir:PATH, s3://BUCKET/PREFIX or sqs:QUEUE_URL (did you mean "dir"?)
    1 | dri:logs
        ^^^^^^^^
    --source:1:1: error[invalid-value]: sqs: the queue's URL holds a user or a password; credentials come from the environment
    1 | sqs:https:************example.com/q
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    --notify:1:1: error[invalid-value]: expected stdout, found "stdot"
    1 | stdot
        ^^^^^
        did you mean "stdout"?
    --listen:1:1: error[invalid-value]: listening on 0.0.0.0 would let everybody who can reach it change alerts: make a token first (trailhound token create), or listen on 127.0.0.1
    1 | 0.0.0.0:8600
        ^^^^^^^^^^^^"
  `);
});

test("a secret file that others may read is a warning, and read", async () => {
  const folder = folderWith({
    "trailhound.yaml":
      "sources: [dir:logs]\nchannels: [{name: c, kind: slack, url: {file: s}}]\nroutes: [{channels: [c]}]\n",
    s: "https://hooks.example.com/x",
  });
  chmodSync(join(folder, "s"), 0o640);
  const loaded = await loadConfig(join(folder, "trailhound.yaml"), {});
  expect(loaded.config?.channels).toEqual([{ name: "c", kind: "slack", url: "https://hooks.example.com/x" }]);
  expect(loaded.diagnostics).toMatchObject([{ severity: "warning", hint: `chmod 600 ${join(folder, "s")}` }]);
});

test.each([
  ["its own, private", 0o600, 7, null],
  ["its own, read by the group", 0o440, 7, "chmod 600"],
  ["its own, read by all", 0o604, 7, "chmod 600"],
  ["a credential of systemd, without an access control list", 0o400, 7, null],
  ["a credential of systemd, with one", 0o440, 0, null],
  ["root's, which the group may change", 0o660, 0, "chmod 640"],
  ["root's, read by all", 0o444, 0, "chmod 640"],
])("others may read, of a file of user 7 or 0: %s", (_, mode, uid, remedy) => {
  // As stat gives it, with the kind of file.
  expect(remedyFor({ mode: 0o100_000 | mode, uid }, 7)).toBe(remedy);
});

test.runIf(process.getuid?.() === 0)("the owner of a secret file counts", async () => {
  const text = "sources: [dir:logs]\nchannels: [{name: c, kind: slack, url: {file: s}}]\nroutes: [{channels: [c]}]\n";
  const folder = folderWith({ "trailhound.yaml": text, s: "https://hooks.example.com/x" });
  chownSync(join(folder, "s"), 1, 1);
  chmodSync(join(folder, "s"), 0o440);
  expect((await loadConfig(join(folder, "trailhound.yaml"), {})).diagnostics).toEqual([]);
});

test.each([
  ["is not there", null, /cannot be read \(ENOENT\)/],
  ["is not UTF-8", Buffer.from([0x73, 0xff]), /not UTF-8/],
  ["is larger than a mebibyte", Buffer.alloc(1024 * 1024 + 1, "#"), /larger than 1048576 bytes/],
  ["is nested too deeply", Buffer.from("[".repeat(20_000)), /nested too deeply|Flow sequence/],
  [
    "grows by aliases",
    Buffer.from(
      `a0: &a0 [x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]\n`).join("")}`,
    ),
    /too many aliases/,
  ],
])("a file that %s is refused", async (_, content, expected) => {
  const folder = folderWith({});
  const path = join(folder, "trailhound.yaml");
  if (content) writeFileSync(path, content);
  const loaded = await loadConfig(path, {});
  expect(loaded.config).toBeNull();
  expect(said(loaded)).toMatch(expected);
});

test("rules that are named have to be there", async () => {
  const config = await configOf(join(exampleFolder(), "trailhound.yaml"));
  expect(checkAgainstRules(config, [{ id: RULE, name: "One" }])).toEqual([]);
  const wrong = checkAgainstRules(config, [{ id: "other", name: RULE }]);
  expect(wrong.map(({ message, severity }) => `${severity}: ${message}`)).toEqual([
    `error: there is no rule with the id "${RULE}"`,
  ]);
  const near = checkAgainstRules(config, [{ id: `${RULE}0`, name: "" }]);
  expect(near.map(({ hint }) => hint)).toEqual(Array(2).fill(`did you mean "${RULE}0"?`));
  expect(
    near.map((each) =>
      codeFrame(each)
        .split("\n")[0]
        ?.replace(/^.*trailhound/, ""),
    ),
  ).toEqual([
    `.yaml:21:3: error[unknown-reference]: there is no rule with the id "${RULE}"`,
    `.yaml:69:13: error[unknown-reference]: there is no rule with the id or name "${RULE}"`,
  ]);
});

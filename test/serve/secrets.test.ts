import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createToken } from "../../src/api/auth/token.ts";
import { openLake } from "../../src/lake/lake.ts";
import { folderOf } from "../cli/folder.ts";
import { read } from "../cli/records.ts";
import { elastic, ruleFile } from "../cli/rules.ts";
import { spawnCli } from "../cli/spawn-cli.ts";
import { ownCertificate } from "./own-certificate.ts";
import { deliverFile, type Serving, startServe, stored, until } from "./serving.ts";

const ENV = {
  PAGER_SECRET: "canary-pager-signing-secret",
  PAGER_AUTHORIZATION: "Bearer canary-pager-authorization",
  AWS_ACCESS_KEY_ID: "AKIACANARYKEYID00001",
  AWS_SECRET_ACCESS_KEY: "canary-aws-secret-access-key",
  AWS_SESSION_TOKEN: "canary-aws-session-token",
  AWS_REGION: "eu-west-1",
  MAIL_PASSWORD: "canary-mail-password",
};
const TOKENS = (["viewer", "analyst", "admin"] as const).map((role) => createToken({ name: role, role }));
const [VIEWER = "", ANALYST = "", ADMIN = ""] = TOKENS.map(({ text }) => text);
const MAIL_USER = "canary-mail-user";
/** RFC 4616, as it is sent. */
const MAIL_LOGIN = Buffer.from(`\0${MAIL_USER}\0${ENV.MAIL_PASSWORD}`).toString("base64");
const SECRETS = [
  ...Object.values(ENV).filter((each) => each.includes("canary")),
  "canary-slack-path",
  MAIL_LOGIN,
  Buffer.from(ENV.MAIL_PASSWORD).toString("base64"),
];

/** Refuses everything, and says in its answer all that it was told. */
async function gossip(): Promise<Server> {
  const server = createServer((request, response) => {
    const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}`);
    const said = `${request.url} ${headers.join(" ")}`.replaceAll(/[<&]/g, "_");
    response.writeHead(500, { "content-type": "application/xml", "x-said": encodeURIComponent(said) });
    response.end(`<Error><Code>InternalError</Code><Message>${said}</Message></Error>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Lets nobody in, and says in its answer all that it was told. */
async function gossipingMail(heard: string[]): Promise<{ readonly mail: SMTPServer; readonly cert: string }> {
  const certificate = ownCertificate();
  const mail = new SMTPServer({
    secure: true,
    ...certificate,
    authMethods: ["PLAIN"],
    closeTimeout: 10,
    onAuth: ({ method, username = "", password = "" }, _session, done) => {
      const login = Buffer.from(`\0${username}\0${password}`).toString("base64");
      const said = `user ${username} password ${password} line AUTH ${method} ${login}`;
      heard.push(said);
      done(Object.assign(new Error(said), { responseCode: 535 }));
    },
  });
  mail.on("error", () => undefined);
  const listening = mail.listen(0, "127.0.0.1");
  await new Promise<void>((resolve) => listening.once("listening", resolve));
  return { mail, cert: certificate.cert };
}

let server: Server;
let mail: SMTPServer;
const mailHeard: string[] = [];
let folder = "";
let serving: Serving;

beforeAll(async () => {
  server = await gossip();
  const { port } = server.address() as AddressInfo;
  const at = `http://127.0.0.1:${port}`;
  const mailing = await gossipingMail(mailHeard);
  mail = mailing.mail;
  const { port: mailPort } = mail.server.address() as AddressInfo;
  const tokens = TOKENS.map(({ stored: token }) => `  - ${JSON.stringify(token)}`);
  const config = [
    "sources:",
    "  - dir:logs",
    `  - {s3: "s3://bucket/AWSLogs", endpoint: "${at}", region: eu-west-1}`,
    "rules: [rules.ndjson]",
    "builtin: false",
    "tokens:",
    ...tokens,
    "channels:",
    `  - {name: pager, kind: webhook, url: "${at}/hook", allow_private: true, secret: {env: PAGER_SECRET}, headers: {Authorization: {env: PAGER_AUTHORIZATION}}}`,
    "  - {name: chat, kind: slack, url: {file: slack-url}, allow_private: true}",
    "  - {name: nobody, kind: slack, url: {file: closed-url}, allow_private: true}",
    `  - {name: topic, kind: sns, topic_arn: "arn:aws:sns:eu-west-1:123456789012:alerts", endpoint: "${at}"}`,
    `  - {name: mail, kind: smtp, host: 127.0.0.1, port: ${mailPort}, security: tls, user: ${MAIL_USER}, password: {env: MAIL_PASSWORD}, from: a@example.com, to: [b@example.com]}`,
    "routes:",
    "  - channels: [pager, chat, nobody, topic, mail]",
  ];
  folder = folderOf({
    "rules.ndjson": ruleFile(elastic("reads", { query: "event.action: GetParameter", max_signals: 100 })),
    "serve.yaml": `${config.join("\n")}\n`,
    "slack-url": `${at}/services/canary-slack-path\n`,
    "closed-url": "http://127.0.0.1:9/services/canary-slack-path\n",
    "mail.pem": mailing.cert,
  });
  mkdirSync(join(folder, "logs"));
  deliverFile(folder, "1.json", [read("e1", Date.UTC(2026, 4, 1, 12))]);
  serving = await startServe(folder, ["--config", "serve.yaml", "--listen", "127.0.0.1:0"], {
    ...ENV,
    NODE_EXTRA_CA_CERTS: join(folder, "mail.pem"),
  });
  await stored(serving, 1);
});

afterAll(() => {
  server.close();
  mail.close();
});

const status = async (token: string | null, path: string, options: { method?: string; body?: unknown } = {}) =>
  (await serving.call(path, { ...options, token })).status;

describe("with tokens", () => {
  test("everybody may do what the role says, and nobody anything without one", async () => {
    const { alert } = (await serving.call("/v1/alerts")).body.alerts[0];
    const patch = { method: "PATCH", body: { assignee: "ana" } };
    const exception = { applies_to: "events", language: "kql", query: "user.name: x", owner: "a", reason: "b" };
    const rows: [string, { method?: string; body?: unknown }, readonly number[]][] = [
      ["/healthz", {}, [200, 200, 200, 200]],
      ["/v1/health", {}, [401, 200, 200, 200]],
      ["/metrics", {}, [401, 200, 200, 200]],
      ["/v1/alerts", {}, [401, 200, 200, 200]],
      ["/v1/lake/snapshot", {}, [401, 200, 200, 200]],
      ["/v1/events/search", { body: { as: "ecs", where: null } }, [401, 200, 200, 200]],
      [`/v1/alerts/${alert.id}`, patch, [401, 403, 200, 200]],
      [`/v1/alerts/${alert.id}/comments`, { body: { text: "x" } }, [401, 403, 201, 201]],
      ["/v1/suppressions", { body: exception }, [401, 403, 403, 201]],
    ];
    for (const [path, options, expected] of rows) {
      const found: number[] = [];
      for (const token of [null, VIEWER, ANALYST, ADMIN]) found.push(await status(token, path, options));
      expect([path, ...found]).toEqual([path, ...expected]);
    }
    expect(await status(`${ADMIN.slice(0, -1)}${ADMIN.endsWith("A") ? "B" : "A"}`, "/v1/alerts")).toBe(401);
    const audit = (await serving.call(`/v1/alerts/${alert.id}/audit`)).body.entries;
    expect(new Set(audit.map(({ actor }: { actor: string }) => actor))).toEqual(new Set(["analyst", "admin"]));
  });

  test("an address beyond this machine is refused without one, before anything is opened", async () => {
    const cwd = folderOf({ "rules.ndjson": ruleFile(elastic("reads")) });
    mkdirSync(join(cwd, "logs"));
    const args = ["serve", "--data", "data", "--source", "dir:logs", "--rules", "rules.ndjson", "--no-builtin"];
    for (const listen of ["0.0.0.0:0", "[::]:0", "192.0.2.1:8600"]) {
      const ran = await spawnCli([...args, "--listen", listen], { cwd });
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringMatching(/--listen[\s\S]*token/)]);
    }
    expect(existsSync(join(cwd, "data"))).toBe(false);
  });
});

/** The part of a token that is secret: it may hold underscores itself. */
const secretOf = (token: string) => token.slice("th_0123456789ab_".length);

/** Of all tables of the state: its file may have them compressed. */
async function everyCell(directory: string): Promise<string> {
  const lake = await openLake({ directory, memoryLimit: "500MB", threads: 1, kind: "kept", readOnly: true });
  try {
    const tables = await lake.database.all(
      "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = 'state' ORDER BY name",
    );
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(["alerts", "audit", "outbox"]));
    const rows = tables.map(({ name }) => lake.database.all(`SELECT t::VARCHAR AS row FROM state.${String(name)} t`));
    return JSON.stringify(await Promise.all(rows));
  } finally {
    await lake.close();
  }
}

test("no secret is in what it says or keeps, whatever those whom it talks to answer", async () => {
  const channels = ["pager", "chat", "nobody", "topic", "mail"];
  const health = await until("each channel and the bucket to fail", async () => {
    const { text, body } = await serving.call("/v1/health");
    const problems: readonly string[] = body.problems;
    const failed = channels.every((name) => problems.some((each) => each.startsWith(`channel ${name}:`)));
    return failed && problems.some((each) => each.startsWith("s3://bucket")) ? text : null;
  });
  expect(mailHeard).toContain(`user ${MAIL_USER} password ${ENV.MAIL_PASSWORD} line AUTH PLAIN ${MAIL_LOGIN}`);
  const answers = [health];
  for (const path of ["/metrics", "/v1/rules", "/v1/lake", "/v1/alerts", "/v1/suppressions", "/v1/openapi.json"])
    answers.push((await serving.call(path)).text);
  const own = JSON.parse(readFileSync(join(folder, "data", "serve.json"), "utf8")).token as string;
  const hidden = [...SECRETS, ...TOKENS.map(({ text }) => secretOf(text)), secretOf(own)];
  expect(await serving.stop()).toBe(0);
  const said = [...answers, serving.log(), serving.stdout().join("\n")];
  const kept = readdirSync(join(folder, "data"), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const bytes = [
    ...kept.map((each) => readFileSync(join(each.parentPath, each.name), "latin1")),
    await everyCell(join(folder, "data")),
  ];
  expect(kept.map(({ name }) => name)).toContain("state.duckdb");
  for (const secret of hidden) {
    expect(secret.length).toBeGreaterThan(16);
    for (const text of [...said, ...bytes]) expect(text.includes(secret) ? text : "", secret).toBe("");
  }
  // Found where they are kept if they were: the search itself works.
  expect(bytes.some((text) => text.includes("reads"))).toBe(true);
});

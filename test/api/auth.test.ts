import { expect, test } from "vitest";
import { checkListen, isLoopback, parseListen } from "../../src/api/auth/listen.ts";
import { mayAs, ROLES } from "../../src/api/auth/role.ts";
import { createToken, findToken } from "../../src/api/auth/token.ts";
import { EXAMPLE_ID } from "../../src/api/operations/example-id.ts";
import { OPERATIONS } from "../../src/api/operations/operations.ts";
import { openApi, openWithTokens, type ProblemBody } from "./open-api.ts";
import { NOW } from "./sample-alerts.ts";

test("a token is found by its text, and what is stored does not give it away", () => {
  const { text, stored } = createToken({ name: "ci", role: "viewer" });
  expect(text).toMatch(/^th_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
  expect(findToken(text, [stored])).toBe(stored);
  expect(JSON.stringify(stored)).not.toContain(text.slice(16));
  expect(createToken({ name: "ci", role: "viewer" }).text).not.toBe(text);
});

test("whatever differs from a token is none", () => {
  const { text, stored } = createToken({ name: "ci", role: "viewer" });
  const other = createToken({ name: "ci", role: "viewer" });
  const last = text.endsWith("A") ? "B" : "A";
  const wrong = [
    text.slice(0, -1) + last,
    `th_${stored.id}_${other.text.slice(16)}`,
    other.text,
    `${text} `,
    text.toUpperCase(),
    `th_${stored.id}_${stored.hash}`,
    "",
  ];
  for (const each of wrong) expect(findToken(each, [stored])).toBeNull();
  for (const hash of ["", "sha256:", stored.hash.slice(0, -2), `sha256:${"0".repeat(64)}`])
    expect(findToken(text, [{ ...stored, hash }])).toBeNull();
});

const BODIES: Readonly<Record<string, unknown>> = {
  updateAlert: { state: "open" },
  addComment: { text: "x" },
  searchEvents: {},
  createSuppression: { applies_to: "alerts", language: "kql", query: "a: b", owner: "o", reason: "r" },
  previewSuppression: { applies_to: "alerts", language: "kql", query: "a: b", owner: "o", reason: "r" },
};

test.each(OPERATIONS.filter(({ role }) => role !== null))(
  "$id needs the role $role and lets in those above it",
  async (operation) => {
    const { call, as, app } = openWithTokens();
    const path = operation.path.replace("{id}", operation.id === "removeSuppression" ? "none" : EXAMPLE_ID);
    const request = `${operation.method.toUpperCase()} ${path}`;
    if (operation.id === "streamAlerts") return app.close();
    const body = BODIES[operation.id];
    expect((await call(request, body)).status).toBe(401);
    for (const role of ROLES) {
      const { status, body: answer } = await call<ProblemBody>(request, body, as[role]);
      if (mayAs(role, operation.role ?? "viewer")) expect([200, 201, 404]).toContain(status);
      else expect([status, answer.code]).toEqual([403, "forbidden"]);
    }
  },
);

test("the stream needs a token", async () => {
  const { call } = openWithTokens();
  expect((await call("GET /v1/alerts/stream")).status).toBe(401);
});

test("whether it lives needs no token, and says no more", async () => {
  const { call, backend } = openWithTokens();
  expect((await call("GET /healthz")).text).toBe('{"status":"ok"}\n');
  backend.status = "failing";
  expect(await call("GET /healthz")).toMatchObject({ status: 503, body: { status: "failing" } });
});

test("the name of the token is the actor", async () => {
  const { call, as } = openWithTokens();
  await call(`PATCH /v1/alerts/${EXAMPLE_ID}`, { state: "acknowledged" }, as.analyst);
  await call(`POST /v1/alerts/${EXAMPLE_ID}/comments`, { text: "x" }, as.admin);
  const { body } = await call<{ entries: readonly { actor: string }[] }>("GET /v1/audit", undefined, as.admin);
  expect(body.entries.map(({ actor }) => actor)).toEqual(["ana", "ada"]);
});

test("exceptions on events are an admin's matter, to make and to remove", async () => {
  const { call, as } = openWithTokens();
  const draft = { applies_to: "events", language: "kql", query: "a: b", owner: "o", reason: "r" };
  expect((await call("POST /v1/suppressions", draft, as.analyst)).status).toBe(403);
  expect((await call<{ id: string }>("POST /v1/suppressions", draft, as.admin)).body.id).toBe("s-2");
  expect((await call("DELETE /v1/suppressions/s-2", undefined, as.analyst)).status).toBe(403);
  expect((await call("DELETE /v1/suppressions/s-2", undefined, as.admin)).status).toBe(204);
});

test.each(["Basic dXNlcjpwYXNz", "Bearer", "Bearer th_x", "th_x", `Bearer ${"x".repeat(5_000)}`])(
  "the header %s is no login",
  async (Authorization) => {
    const { status, headers, body } = await openWithTokens().call<ProblemBody>("GET /v1/rules", undefined, {
      Authorization,
    });
    expect([status, body.code]).toEqual([401, "unauthenticated"]);
    expect(headers.get("www-authenticate")).toMatch(/^Bearer /);
  },
);

test("wrong tokens of one address are told to wait; the right one still comes in", async () => {
  let now = NOW;
  const { call, as } = openWithTokens({ clock: () => now, limits: { failedLogins: 3, loginWindowMs: 60_000 } });
  const wrong = { Authorization: `Bearer ${createToken({ name: "x", role: "admin" }).text}` };
  const tries: number[] = [];
  for (let i = 0; i < 5; i++) tries.push((await call("GET /v1/rules", undefined, wrong)).status);
  expect(tries).toEqual([401, 401, 401, 429, 429]);
  now += 20_000;
  expect((await call("GET /v1/rules", undefined, wrong)).headers.get("retry-after")).toBe("40");
  expect((await call("GET /v1/rules", undefined, as.viewer)).status).toBe(200);
  now += 40_000;
  expect((await call("GET /v1/rules", undefined, wrong)).status).toBe(401);
});

test("tokens are not in any answer", async () => {
  const { call, texts } = openWithTokens();
  const { text } = await call("GET /v1/rules", undefined, { Authorization: `Bearer ${texts[0]}x` });
  expect(text).not.toContain("th_");
});

test.each([
  ["127.0.0.1:8787", { host: "127.0.0.1", port: 8787 }],
  ["localhost:0", { host: "localhost", port: 0 }],
  ["[::1]:80", { host: "::1", port: 80 }],
  ["0.0.0.0:80", { host: "0.0.0.0", port: 80 }],
  ["8787", null],
  ["localhost", null],
  ["localhost:", null],
  ["localhost:70000", null],
  ["::1:80", null],
  ["a b:80", null],
])("listen address %s", (text, expected) => {
  expect(parseListen(text)).toEqual(expected);
});

test("without tokens only loopback may be listened on", () => {
  const { stored } = createToken({ name: "ci", role: "viewer" });
  for (const host of ["127.0.0.1", "127.1.2.3", "::1", "localhost"]) {
    expect(isLoopback(host)).toBe(true);
    expect(checkListen({ host, port: 1 }, [])).toBeNull();
  }
  for (const host of [
    "0.0.0.0",
    "::",
    "10.0.0.1",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "::ffff:10.0.0.1",
  ]) {
    expect(checkListen({ host, port: 1 }, [])).toMatch(/make a token first/);
    expect(checkListen({ host, port: 1 }, [stored])).toBeNull();
  }
});

test.each([
  [{ Host: "localhost:8787" }, 200],
  [{ Host: "127.0.0.1:8787" }, 200],
  [{ Host: "[::1]:8787" }, 200],
  [{ Host: "LOCALHOST" }, 200],
  [{ Host: "evil.example:8787" }, 403],
  [{ Host: "localhost.evil.example" }, 403],
  [{ Host: "127.0.0.1@evil.example" }, 403],
  [{ Host: "" }, 403],
  [{ Host: "localhost:8787", Origin: "http://localhost:8787" }, 200],
  [{ Host: "localhost:8787", Origin: "http://localhost:3000" }, 403],
  [{ Host: "localhost:8787", Origin: "https://evil.example" }, 403],
  [{ Host: "localhost:8787", Origin: "null" }, 403],
  [{ Host: "localhost:8787", "Sec-Fetch-Site": "cross-site" }, 403],
  [{ Host: "localhost:8787", "Sec-Fetch-Site": "same-site" }, 403],
  [{ Host: "localhost:8787", "Sec-Fetch-Site": "none" }, 200],
])("without tokens, a request with %j gets %i", async (headers, expected) => {
  const { call } = openApi();
  expect((await call("GET /v1/rules", undefined, headers as Record<string, string>)).status).toBe(expected);
  expect((await call("GET /healthz", undefined, headers as Record<string, string>)).status).toBe(expected);
});

test("with tokens the name of the host does not matter", async () => {
  const { call, as } = openWithTokens();
  const headers = { ...as.viewer, Host: "siem.example", Origin: "https://siem.example" };
  expect((await call("GET /v1/rules", undefined, headers)).status).toBe(200);
});

test("a form cannot write: bodies are JSON by name", async () => {
  const { call } = openApi();
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""]) {
    const { status, body } = await call<ProblemBody>(`PATCH /v1/alerts/${EXAMPLE_ID}`, '{"state":"open"}', {
      "Content-Type": type,
    });
    expect([status, body.code]).toEqual([415, "unsupported-media-type"]);
  }
  const charset = { "Content-Type": "application/json; charset=UTF-8" };
  expect((await call(`PATCH /v1/alerts/${EXAMPLE_ID}`, '{"state":"open"}', charset)).status).toBe(200);
});

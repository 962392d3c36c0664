import { expect, test } from "vitest";
import { EXAMPLE_ID } from "../../src/api/operations/example-id.ts";
import { OPERATIONS } from "../../src/api/operations/operations.ts";
import { openApi, type ProblemBody } from "./open-api.ts";

test("every answer forbids caching and guessing its type, and says nothing of other origins", async () => {
  for (const request of ["GET /v1/alerts", "GET /healthz", "GET /metrics", "GET /none", "GET /v1/alerts?x=1"]) {
    const { headers } = await openApi().call(request);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  }
});

test("other paths and other methods are told apart", async () => {
  const { call } = openApi();
  expect(await call("GET /v1/alert")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await call("GET /v1/alerts/")).toMatchObject({ status: 404 });
  expect(await call("GET /v1/alerts/a/b")).toMatchObject({ status: 404 });
  const wrong = await call<ProblemBody>(`PUT /v1/alerts/${EXAMPLE_ID}`, {});
  expect([wrong.status, wrong.body.code, wrong.headers.get("allow")]).toEqual([
    405,
    "method-not-allowed",
    "GET, HEAD, PATCH",
  ]);
  expect((await call("OPTIONS /v1/events/search")).headers.get("allow")).toBe("POST");
});

test("HEAD is GET without its body", async () => {
  const { call } = openApi();
  expect(await call("HEAD /v1/rules")).toMatchObject({ status: 200, text: "" });
  expect(await call("HEAD /v1/rules?x=1")).toMatchObject({ status: 400, text: "" });
});

test.each(["{", "", "\u0000", '{"state":"open"', "undefined"])("the body %j is no JSON", async (body) => {
  const { status, body: problem } = await openApi().call<ProblemBody>(`PATCH /v1/alerts/${EXAMPLE_ID}`, body);
  expect([status, problem.detail]).toEqual([400, "the body is no JSON in UTF-8"]);
});

test("bytes that are no UTF-8 are refused", async () => {
  const { app } = openApi();
  const body = Buffer.from([0x22, 0xff, 0x22]);
  const headers = { "Content-Type": "application/json" };
  const url = `http://localhost/v1/alerts/${EXAMPLE_ID}/comments`;
  expect((await app.fetch(new Request(url, { method: "POST", headers, body }))).status).toBe(400);
});

test("a body as large as allowed is read, a larger one is not", async () => {
  const { call } = openApi({ limits: { bodyBytes: 100 } });
  const pad = (length: number) => `{"text":"x"${" ".repeat(length - 12)}}`;
  expect((await call(`POST /v1/alerts/${EXAMPLE_ID}/comments`, pad(100))).status).toBe(201);
  expect((await call(`POST /v1/alerts/${EXAMPLE_ID}/comments`, pad(101))).status).toBe(413);
});

test("a body whose length nobody says is cut off where it is too large", async () => {
  const { app } = openApi({ limits: { bodyBytes: 1_000 } });
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 100;
      controller.enqueue(Buffer.alloc(100, " "));
      if (sent >= 100_000) controller.close();
    },
  });
  const headers = { "Content-Type": "application/json" };
  const options = { method: "POST", headers, body, duplex: "half" };
  const request = new Request(`http://localhost/v1/alerts/${EXAMPLE_ID}/comments`, options);
  expect((await app.fetch(request)).status).toBe(413);
  expect(sent).toBeLessThan(5_000);
});

test("deep nesting is refused like any wrong value", async () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  expect((await openApi().call(`PATCH /v1/alerts/${EXAMPLE_ID}`, deep)).status).toBe(400);
  expect((await openApi().call(`PATCH /v1/alerts/${EXAMPLE_ID}`, `{"state":${deep}}`)).status).toBe(400);
});

test("what takes no body refuses one", async () => {
  const { call } = openApi();
  const { body } = await call<ProblemBody>("DELETE /v1/suppressions/s-1", "{}", { "Content-Length": "2" });
  expect(body.detail).toBe("this takes no body");
});

test.each(OPERATIONS)("$id refuses a parameter that it does not have", async ({ method, path }) => {
  const request = `${method.toUpperCase()} ${path.replace("{id}", EXAMPLE_ID)}?nothing=1`;
  const { status, body } = await openApi().call<ProblemBody>(request);
  expect([status, body.errors[0]?.field]).toEqual([400, "nothing"]);
});

test.each(OPERATIONS.filter(({ body }) => body !== null))(
  "$id refuses a key that it does not have",
  async (operation) => {
    const request = `${operation.method.toUpperCase()} ${operation.path.replace("{id}", EXAMPLE_ID)}`;
    const { status, body } = await openApi().call<ProblemBody>(request, { ...operation.example.body, nothing: 1 });
    expect([status, body.errors[0]?.field]).toEqual([400, "nothing"]);
  },
);

test("a fault of ours is told to the log, not to the client", async () => {
  const told: unknown[] = [];
  const { call, backend } = openApi({ onError: (error, operation) => told.push([String(error), operation]) });
  backend.search = () => Promise.reject(new Error("IO Error: /srv/data/state.duckdb is gone"));
  const { status, text } = await call("POST /v1/events/search", {});
  expect([status, told]).toEqual([500, [["Error: IO Error: /srv/data/state.duckdb is gone", "searchEvents"]]]);
  expect(text).not.toMatch(/srv|state\.duckdb|\.ts/);
});

test("the log hears of each answer, without queries", async () => {
  const entries: unknown[] = [];
  const { call } = openApi({ onRequest: (entry) => entries.push(entry) });
  await call("GET /v1/alerts?q=secret");
  await call("GET /none?q=secret");
  expect(entries).toMatchObject([
    { operation: "listAlerts", method: "GET", status: 200, caller: "local", address: "this process" },
    { operation: "none", status: 404, caller: null },
  ]);
  expect(JSON.stringify(entries)).not.toContain("secret");
});

import { expect, test } from "vitest";
import { openApi, type ProblemBody } from "./open-api.ts";
import { NOW } from "./sample-alerts.ts";

const DAY = 86_400_000;

test("unless a span is given, the last day is searched", async () => {
  const { call, backend } = openApi();
  await call("POST /v1/events/search", {});
  expect(backend.searches).toMatchObject([{ as: "ecs", where: null, from: NOW - DAY, to: NOW, limit: 100 }]);
  await call("POST /v1/events/search", { to: "2026-01-02T00:00:00Z" });
  expect(backend.searches[1]).toMatchObject({ from: Date.parse("2026-01-01"), to: Date.parse("2026-01-02") });
});

test("the search reaches the backend as it was sent, and its events come back", async () => {
  const { call, backend } = openApi({ limits: { searchBytes: 1_234 } });
  const span = { from: "2026-03-01T10:00:00.000Z", to: "2026-03-01T11:00:00.000Z" };
  const sent = { ...span, as: "datadog", where: "@evt.name:Get*\n  -role:x", limit: 1 };
  const { body } = await call<{ events: readonly object[] }>("POST /v1/events/search", sent);
  expect(backend.searches).toMatchObject([{ as: "datadog", where: sent.where, limit: 1, maxBytes: 1_234 }]);
  expect(body).toMatchObject({ ...span, truncated: true, events: [{ event: { action: "GetParameter" } }] });
});

test.each([
  [{ as: "esc" }, "as", 'did you mean "ecs"?'],
  [{ limit: 10_001 }, "limit", null],
  [{ limit: "5" }, "limit", null],
  [{ limit: 1.5 }, "limit", null],
  [{ where: "" }, "where", null],
  [{ where: 5 }, "where", null],
  [{ where: "a\u0000b" }, "where", null],
  [{ where: "x".repeat(10_001) }, "where", null],
  [{ from: "2026-03-02" }, "from", null],
  [{ from: 5 }, "from", null],
  [{ from: "2026-03-02T00:00:00Z", to: "2026-03-02T00:00:00Z" }, "from", null],
  [{ wehre: "x" }, "wehre", 'did you mean "where"?'],
])("search %j is refused", async (search, field, hint) => {
  const { call, backend } = openApi();
  const { status, body } = await call<ProblemBody>("POST /v1/events/search", search);
  expect([status, body.errors]).toMatchObject([400, [{ in: "body", field, hint }]]);
  expect(backend.searches).toEqual([]);
});

test("a search that cannot be understood is answered with its place", async () => {
  const { status, body } = await openApi().call<ProblemBody>("POST /v1/events/search", { where: "a: (b" });
  expect([status, body.code]).toEqual([400, "invalid-query"]);
  expect(body.errors).toEqual([
    { in: "body", field: "where", message: "1:4: this parenthesis is not closed", hint: null },
  ]);
});

test("a search that takes too long is aborted, and its place is free again", async () => {
  const { call, backend } = openApi({ limits: { workMs: 20, searches: 1 } });
  const reasons: unknown[] = [];
  backend.search = ({ signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        reasons.push(signal.reason);
        reject(signal.reason);
      });
    });
  const { status, body, headers } = await call<ProblemBody>("POST /v1/events/search", {});
  expect([status, body.code, headers.get("retry-after")]).toEqual([503, "timeout", "5"]);
  expect(reasons).toHaveLength(1);
  backend.search = null;
  expect((await call("POST /v1/events/search", {})).status).toBe(200);
});

test("searches take turns; too many are sent away", async () => {
  const { call, backend } = openApi({ limits: { searches: 1, searchesWaiting: 1 } });
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  backend.search = () => held.then(() => Promise.reject(new Error("over")));
  const first = call("POST /v1/events/search", {});
  const second = call("POST /v1/events/search", {});
  await expect.poll(() => backend.searches.length).toBe(1);
  const { status, body } = await call<ProblemBody>("POST /v1/events/search", {});
  expect([status, body.code]).toEqual([503, "busy"]);
  backend.search = null;
  go();
  expect([(await first).status, (await second).status]).toEqual([500, 200]);
});

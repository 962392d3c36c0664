import { expect, test } from "vitest";
import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import { EXAMPLE_ID } from "../../src/api/operations/example-id.ts";
import type { WireAlert } from "../../src/api/wire/stored-alert.ts";
import { FakeBackend } from "./fake-backend.ts";
import { openApi, type ProblemBody } from "./open-api.ts";
import { sampleAlert, sampleStored } from "./sample-alerts.ts";

interface Page {
  readonly alerts: readonly WireAlert[];
  readonly next: string | null;
}

async function ids(query: string): Promise<readonly string[]> {
  const { body } = await openApi().call<Page>(`GET /v1/alerts${query}`);
  return body.alerts.map(({ alert }) => alert.id);
}

test("current alerts that nothing hides are listed, the newest first", async () => {
  expect(await ids("")).toEqual([EXAMPLE_ID, "alert-2"]);
});

test.each([
  ["?state=closed", ["alert-2"]],
  ["?state=closed&state=open", [EXAMPLE_ID, "alert-2"]],
  ["?severity=medium", [EXAMPLE_ID]],
  ["?rule=burst", ["alert-2"]],
  ["?assignee=ana", ["alert-2"]],
  ["?assignee=", [EXAMPLE_ID]],
  ["?from=2026-03-01T10:00:00Z", [EXAMPLE_ID]],
  ["?to=2026-03-01T11:00:00%2B01:00", ["alert-2"]],
  ["?q=EVE+read", ["alert-2"]],
  ["?include=suppressed", [EXAMPLE_ID, "alert-2", "alert-3"]],
  ["?include=suppressed&include=superseded", [EXAMPLE_ID, "alert-2", "alert-3", "alert-4"]],
  ["?order=asc", ["alert-2", EXAMPLE_ID]],
  ["?sort=severity&order=asc", ["alert-2", EXAMPLE_ID]],
])("filter %s", async (query, expected) => {
  expect(await ids(query)).toEqual(expected);
});

test("pages follow each other by their cursor", async () => {
  const backend = new FakeBackend(["a", "b", "c"].map((id) => sampleStored({ alert: sampleAlert({ id }) })));
  const { call } = openApi({}, backend);
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const next: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const { body } = await call<Page>(`GET /v1/alerts?limit=2${next}`);
    seen.push(...body.alerts.map(({ alert }) => alert.id));
    cursor = body.next;
  }
  expect(seen.sort()).toEqual(["a", "b", "c"]);
});

test.each([
  ["?sate=open", "sate", 'did you mean "state"?'],
  ["?state=opne", "state.0", 'did you mean "open"?'],
  ["?severity=hihg", "severity", 'did you mean "high"?'],
  ["?limit=501", "limit", null],
  ["?limit=0", "limit", null],
  ["?limit=ten", "limit", null],
  ["?limit=1.5", "limit", null],
  ["?limit=", "limit", null],
  ["?limit=1&limit=2", "limit", null],
  ["?from=yesterday", "from", null],
  ["?from=2026-02-30T00:00:00Z", "from", null],
  ["?q=", "q", null],
  ["?q=a%00b", "q", null],
  [`?q=${"a".repeat(501)}`, "q", null],
  ["?__proto__=1", "__proto__", null],
  ["?constructor=1", "constructor", null],
])("query %s is refused, and the field is named", async (query, field, hint) => {
  const { status, headers, body } = await openApi().call<ProblemBody>(`GET /v1/alerts${query}`);
  expect(status).toBe(400);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(body).toMatchObject({ status: 400, code: "invalid-request", errors: [{ in: "query", field, hint }] });
});

test("what the desk refuses is the client's mistake", async () => {
  const { status, body } = await openApi().call<ProblemBody>("GET /v1/alerts?cursor=x");
  expect([status, body.code, body.detail]).toEqual([400, "refused", "this is no cursor of a list of alerts"]);
});

test("an unknown parameter is answered with those that there are", async () => {
  const { body } = await openApi().call<ProblemBody>("GET /v1/rules?x=1");
  expect(body.detail).toBe("query x: there is no such parameter");
  const list = await openApi().call<ProblemBody>("GET /v1/audit?lmit=1");
  expect(list.body.detail).toBe("query lmit: there is no such parameter: expected limit");
});

test("an alert is found by the id that it has and by those that it had", async () => {
  const { call } = openApi();
  const { body } = await call<WireAlert>(`GET /v1/alerts/${EXAMPLE_ID}`);
  expect(body).toMatchObject({ aliases: ["former-id"], suppressed_by: null, revision: 2 });
  expect((await call("GET /v1/alerts/former-id")).body).toEqual(body);
});

test("the answer carries everything that is stored", async () => {
  const hostile = "\u001b[2J\u202e</script>\u2028";
  const backend = new FakeBackend([sampleStored({ alert: sampleAlert({ reason: hostile }) })]);
  const { text, body } = await openApi({}, backend).call<WireAlert>(`GET /v1/alerts/${EXAMPLE_ID}`);
  expect(body.alert.reason).toBe(hostile);
  expect(text).toMatch(/^[\x20-\x7e]*\n$/);
});

test.each([
  "GET /v1/alerts/none",
  "PATCH /v1/alerts/none",
  "GET /v1/alerts/none/comments",
  "POST /v1/alerts/none/comments",
  "GET /v1/alerts/none/audit",
])("%s: there is no such alert", async (request) => {
  const bodies = { PATCH: { state: "open" }, POST: { text: "x" } };
  const sent = Object.entries(bodies).find(([method]) => request.startsWith(method))?.[1];
  const { status, body } = await openApi().call<ProblemBody>(request, sent);
  expect([status, body.code, body.detail]).toEqual([404, "not-found", 'there is no alert "none"']);
});

test("state and assignee change, by a former id as well, and the audit trail says who did it", async () => {
  const { call } = openApi();
  const change = { state: "closed", reason: "benign", assignee: "eve" };
  const { status, body } = await call<WireAlert>("PATCH /v1/alerts/former-id", change);
  expect([status, body.alert.id]).toEqual([200, EXAMPLE_ID]);
  expect(body.triage).toMatchObject(change);
  const nobody = await call<WireAlert>(`PATCH /v1/alerts/${EXAMPLE_ID}`, { assignee: null });
  expect(nobody.body.triage.assignee).toBeNull();
  const { body: audit } = await call<{ entries: readonly object[] }>(`GET /v1/alerts/${EXAMPLE_ID}/audit?limit=1`);
  expect(audit.entries).toMatchObject([{ actor: "local", action: "changed", detail: { assignee: null } }]);
  expect((await call<{ entries: readonly object[] }>("GET /v1/audit")).body.entries).toHaveLength(2);
});

test.each([
  [{ state: "opened" }, "state", 'did you mean "open"?'],
  [{ stat: "open" }, "stat", 'did you mean "state"?'],
  [{ state: "closed" }, "reason", null],
  [{ reason: "benign" }, "reason", null],
  [{ state: "open", reason: "benign" }, "reason", null],
  [{ assignee: "" }, "assignee", null],
  [{ assignee: 5 }, "assignee", null],
  [{ assignee: "a\nb" }, "assignee", null],
  [{ assignee: "\ud800" }, "assignee", null],
  [{}, "", null],
  [[], "", null],
  ["null", "", null],
])("change %j is refused", async (change, field, hint) => {
  const { call, backend } = openApi();
  const { status, body } = await call<ProblemBody>(`PATCH /v1/alerts/${EXAMPLE_ID}`, change);
  expect([status, body.errors]).toMatchObject([400, [{ in: "body", field, hint }]]);
  expect((await backend.desk.get(EXAMPLE_ID))?.triage).toEqual((sampleStored() satisfies StoredAlert).triage);
});

test("comments keep their lines and their author", async () => {
  const { call } = openApi();
  const path = `/v1/alerts/${EXAMPLE_ID}/comments`;
  const text = "Asked the owner.\n\tShe knows.";
  expect(await call(`POST ${path}`, { text })).toMatchObject({ status: 201, body: { author: "local", text } });
  expect((await call(`GET ${path}`)).body).toMatchObject({ comments: [{ number: 1, text }] });
  for (const wrong of [
    {},
    { text: "" },
    { text: "x".repeat(10_001) },
    { text: "\u0000" },
    { text: "x", author: "eve" },
  ])
    expect((await call(`POST ${path}`, wrong)).status).toBe(400);
});

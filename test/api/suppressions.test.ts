import { expect, test } from "vitest";
import type { StoredAlert } from "../../src/alert/store/stored-alert.ts";
import { previewBy } from "../../src/alert/suppression/preview.ts";
import { openApi, type ProblemBody } from "./open-api.ts";
import { NOW, SAMPLES } from "./sample-alerts.ts";

const DRAFT = { applies_to: "alerts", language: "kql", query: 'user: "x"', owner: "ana", reason: "known" };

test("what is made is listed, with who made it; what is over says so", async () => {
  const { call } = openApi();
  const made = await call<{ id: string }>("POST /v1/suppressions", { ...DRAFT, expires: "2026-09-01T02:00:00+02:00" });
  expect(made).toMatchObject({
    status: 201,
    body: { rules: null, from: null, expires: "2026-09-01T00:00:00.000Z", expired: false, file: null },
  });
  const { body } = await call("GET /v1/suppressions");
  const created = { at: new Date(NOW).toISOString(), by: "local" };
  expect(body).toMatchObject({
    suppressions: [
      { id: "s-1", expired: true, created: null, file: "suppressions/nightly.yaml" },
      { id: made.body.id, created },
    ],
  });
});

test.each([
  ["2026-12-31", "2026-12-31T00:00:00.000Z"],
  ["2026-12-31T10:00:00", "2026-12-31T10:00:00.000Z"],
  ["2026-12-31T10:00:00+02:00", "2026-12-31T08:00:00.000Z"],
  ["never", null],
  [null, null],
])("the end %j is read as in files, and so is a draft without a language", async (expires, read) => {
  const { call } = openApi();
  const { language, ...draft } = DRAFT;
  const { status, body } = await call("POST /v1/suppressions", { ...draft, from: "2026-01-02", expires });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { language, from: "2026-01-02T00:00:00.000Z", expires: read },
  });
});

test("removing", async () => {
  const { call } = openApi();
  const { body } = await call<{ id: string }>("POST /v1/suppressions", DRAFT);
  expect(await call(`DELETE /v1/suppressions/${body.id}`)).toMatchObject({ status: 204, text: "" });
  expect((await call(`DELETE /v1/suppressions/${body.id}`)).status).toBe(404);
  const file = await call<ProblemBody>("DELETE /v1/suppressions/s-1");
  expect([file.status, file.body.code]).toEqual([400, "refused"]);
  expect(file.body.detail).toBe("it stands in suppressions/nightly.yaml: remove it there");
});

test("a preview says what would go and what stays, and changes nothing", async () => {
  const { call } = openApi();
  const { body } = await call("POST /v1/suppressions/preview", DRAFT);
  expect(body).toMatchObject({ looked: 3, removed_total: 1, stay_total: 2, cut: false });
  expect((await call<{ suppressions: readonly object[] }>("GET /v1/suppressions")).body.suppressions).toHaveLength(1);
});

test.each([
  [1_103, 0, { removed: 100, stay: 0, cut: true }],
  [100, 100, { removed: 100, stay: 100, cut: false }],
  [100, 101, { removed: 100, stay: 100, cut: true }],
])(
  "a preview counts all of %i alerts that go and %i that stay, and says when it lists fewer",
  async (go, stay, expected) => {
    const { call, backend } = openApi();
    async function* alerts(): AsyncGenerator<StoredAlert> {
      for (const sample of SAMPLES.slice(0, 1))
        for (let i = 0; i < go + stay; i++)
          yield { ...sample, status: "current", alert: { ...sample.alert, id: `a${i}` } };
    }
    Object.assign(backend.suppressions, {
      preview: () => previewBy({ rules: null }, alerts(), async ({ alert }) => Number(alert.id.slice(1)) < go),
    });
    const { body } = await call<Record<string, unknown[]>>("POST /v1/suppressions/preview", DRAFT);
    expect(body).toMatchObject({ looked: go + stay, removed_total: go, stay_total: stay, cut: expected.cut });
    expect([body["removed"]?.length, body["stay"]?.length]).toEqual([expected.removed, expected.stay]);
  },
);

test.each([
  [{ ...DRAFT, query: "(" }, "query"],
  [{ ...DRAFT, query: "" }, "query"],
  [{ ...DRAFT, language: "lucene" }, "language"],
  [{ ...DRAFT, applies_to: "rules" }, "applies_to"],
  [{ ...DRAFT, owner: "" }, "owner"],
  [{ ...DRAFT, reason: undefined }, "reason"],
  [{ ...DRAFT, rules: [] }, "rules"],
  [{ ...DRAFT, rules: [5] }, "rules.0"],
  [{ ...DRAFT, expires: "soon" }, "expires"],
  [{ ...DRAFT, expires: "2026-02-30" }, "expires"],
  [{ ...DRAFT, from: "never" }, "from"],
  [{ ...DRAFT, file: "x" }, "file"],
])("draft %j is refused, to make and to preview", async (draft, field) => {
  const { call } = openApi();
  for (const path of ["/v1/suppressions", "/v1/suppressions/preview"]) {
    const { status, body } = await call<ProblemBody>(`POST ${path}`, draft);
    expect([status, body.errors[0]?.field]).toEqual([400, field]);
  }
});

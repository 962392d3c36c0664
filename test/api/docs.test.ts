import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { EXAMPLE_ID } from "../../src/api/operations/example-id.ts";
import type { JsonObject } from "../../src/util/json.ts";
import { apiPage } from "./docs-page.ts";
import { openApi } from "./open-api.ts";

/** `npm run test:update` writes the page anew. */
test("docs/api.md is what the document says", async () => {
  const { call } = openApi();
  const { body: document } = await call<JsonObject>("GET /v1/openapi.json");
  const { body: problem } = await call<JsonObject>("GET /v1/alerts?severity=hihg");
  const page = await apiPage(document, problem, async ({ method, example }) => {
    const own = openApi();
    await own.call(`POST /v1/alerts/${EXAMPLE_ID}/comments`, { text: "Asked the owner of the role." });
    return own.call(`${method.toUpperCase()} ${example.url}`, example.body);
  });
  await expect(page).toMatchFileSnapshot(fileURLToPath(new URL("../../docs/api.md", import.meta.url)));
});

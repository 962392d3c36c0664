import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { openApiDocument } from "../../src/api/openapi.ts";
import { EXAMPLE_ID } from "../../src/api/operations/example-id.ts";
import { OPERATIONS } from "../../src/api/operations/operations.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/util/json.ts";
import { openApi } from "./open-api.ts";

const DOCUMENT = JSON.parse(JSON.stringify(openApiDocument(OPERATIONS, "0.1.0"))) as JsonObject;

function at(value: JsonValue | undefined, ...keys: readonly string[]): JsonValue | undefined {
  return keys.reduce<JsonValue | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), value);
}

/** Every object in the document that has this key. */
function having(value: JsonValue | undefined, key: string): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((each) => having(each, key));
  if (!isJsonObject(value)) return [];
  const inner = Object.values(value).flatMap((each) => having(each, key));
  return Object.hasOwn(value, key) ? [value, ...inner] : inner;
}

/** With every object closed: what the schema does not say must not be there. Loose ones say `additionalProperties: {}`. */
function closed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(closed);
  if (!isJsonObject(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]));
  const isOpen = value["type"] === "object" && isJsonObject(value["properties"]) && !("additionalProperties" in value);
  return isOpen ? { ...inner, additionalProperties: false } : inner;
}

const FORMATS = { "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ };

const AJV = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, formats: FORMATS });
AJV.addSchema({ $id: "api", $defs: inApi(at(DOCUMENT, "components", "schemas")) as object });

/** Closed, with references that lead into the schemas of the document. */
function inApi(value: JsonValue | undefined): JsonValue {
  return JSON.parse(JSON.stringify(closed(value ?? {})).replaceAll("#/components/schemas/", "api#/$defs/"));
}

function validatorOf(schema: JsonValue | undefined) {
  return AJV.compile(inApi(schema) as object);
}

test("the document is served as it is made", async () => {
  const { body } = await openApi().call("GET /v1/openapi.json");
  expect(body).toEqual(DOCUMENT);
});

test("it has the shape of OpenAPI 3.1", () => {
  expect(Object.keys(DOCUMENT).sort()).toEqual([
    "components",
    "info",
    "openapi",
    "paths",
    "security",
    "servers",
    "tags",
  ]);
  expect(DOCUMENT["openapi"]).toMatch(/^3\.1\.\d$/);
  const ids = having(DOCUMENT["paths"], "operationId").map((each) => each["operationId"]);
  expect(ids).toHaveLength(OPERATIONS.length);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, method, params, query } of OPERATIONS) {
    const operation = at(DOCUMENT, "paths", path, method);
    const parameters = at(operation, "parameters") as readonly JsonObject[];
    const placed = [...path.matchAll(/\{(\w+)\}/g)].map((match) => ["path", match[1], true]);
    const found = parameters.map((each) => [each["in"], each["name"], each["required"]]);
    expect(found).toEqual([...placed, ...Object.keys(query.shape).map((name) => ["query", name, false])]);
    expect(placed).toHaveLength(Object.keys(params.shape).length);
    for (const parameter of parameters)
      expect(
        Object.keys(parameter).filter((key) => !["name", "in", "required", "description", "schema"].includes(key)),
      ).toEqual([]);
    for (const response of Object.values(at(operation, "responses") as JsonObject))
      expect(at(response, "description")).toMatch(/\S/);
  }
});

test("every reference leads somewhere, and every schema is one of JSON Schema 2020-12", () => {
  const references = having(DOCUMENT, "$ref").map((each) => String(each["$ref"]));
  expect(references.length).toBeGreaterThan(30);
  const lost = references.filter((each) => at(DOCUMENT, ...each.slice(2).split("/")) === undefined);
  expect(lost).toEqual([]);
  for (const holder of having(DOCUMENT["paths"], "schema")) expect(() => validatorOf(holder["schema"])).not.toThrow();
  for (const schema of Object.values(at(DOCUMENT, "components", "schemas") as JsonObject))
    expect(() => validatorOf(schema)).not.toThrow();
});

const JSON_OPERATIONS = OPERATIONS.filter(({ answer }) => answer.kind === "json");

test.each(JSON_OPERATIONS)("what $id answers is what the document says, and no more", async (operation) => {
  const { call } = openApi();
  const path = `/v1/alerts/${EXAMPLE_ID}`;
  await call(`PATCH ${path}`, { state: "closed", reason: "benign" });
  await call(`POST ${path}/comments`, { text: "x" });
  const { method, example, answer } = operation;
  const got = await call(`${method.toUpperCase()} ${example.url}`, example.body);
  expect(got.status).toBe(answer.status);
  const schema = at(
    DOCUMENT,
    "paths",
    operation.path,
    method,
    "responses",
    String(answer.status),
    "content",
    "application/json",
    "schema",
  );
  const validate = validatorOf(schema);
  validate(got.body);
  expect(validate.errors).toBeNull();
});

test("a schema that is closed does find what does not belong", () => {
  const validate = validatorOf({ $ref: "#/components/schemas/Comment" });
  const comment = { number: 1, at: "2026-03-01T10:00:00.000Z", author: "a", text: "x" };
  expect(validate(comment)).toBe(true);
  expect(validate({ ...comment, more: 1 })).toBe(false);
  expect(validate({ ...comment, at: "today" })).toBe(false);
});

test("problems are what the document says", async () => {
  const validate = validatorOf({ $ref: "#/components/schemas/Problem" });
  const { call } = openApi();
  for (const request of ["GET /v1/alerts?x=1", "GET /none", "GET /v1/alerts/none", "PUT /v1/rules"]) {
    validate((await call(request)).body);
    expect(validate.errors).toBeNull();
  }
});

test("what the schemas of requests say, the server does", async () => {
  const validate = validatorOf({ $ref: "#/components/schemas/TriageChange" });
  const { call } = openApi();
  const bodies = [
    { state: "open" },
    { state: "none" },
    { assignee: null },
    { assignee: 1 },
    { more: 1 },
    { state: "acknowledged", assignee: "x" },
  ];
  for (const body of bodies)
    expect((await call(`PATCH /v1/alerts/${EXAMPLE_ID}`, body)).status === 200).toBe(validate(body));
});

import type { z } from "zod";
import { PROBLEM_TYPE } from "./http/problem-response.ts";
import type { Operation } from "./operation.ts";
import { namedSchemas, schemaOf } from "./shapes/named-shapes.ts";
import { liveShape, problemShape } from "./shapes/state-shapes.ts";

/** The OpenAPI 3.1 document: https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument(operations: readonly Operation[], version: string): object {
  return {
    openapi: "3.1.1",
    info: {
      title: "trailhound",
      version,
      description: "Alerts, events and the state of a running `trailhound serve`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: pathsOf(operations),
    components: {
      schemas: namedSchemas(),
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "`th_<id>_<secret>`" } },
    },
  };
}

function pathsOf(operations: readonly Operation[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const item = paths[operation.path] ?? {};
    paths[operation.path] = { ...item, [operation.method]: operationObject(operation) };
  }
  return paths;
}

function operationObject(operation: Operation): object {
  const { id, tag, summary, description, role, body } = operation;
  const content =
    body === null
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body) } } } };
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    "x-role": role ?? "none",
    ...(role === null ? { security: [] } : {}),
    parameters: [...parametersOf(operation.params, "path"), ...parametersOf(operation.query, "query")],
    ...content,
    responses: responsesOf(operation),
  };
}

function parametersOf(schema: z.ZodObject, place: "path" | "query"): readonly object[] {
  return Object.entries(schema.shape).map(([name, shape]) => {
    const { description, ...rest } = schemaOf(shape as z.ZodType) as { description?: string };
    const isRequired = place === "path";
    return {
      name,
      in: place,
      required: isRequired,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function responsesOf({ answer, role }: Operation): object {
  const good = { description: answer.description, ...contentOf(answer) };
  const problem = {
    description: "A problem.",
    content: { [PROBLEM_TYPE]: { schema: schemaOf(problemShape) } },
  };
  const failing = {
    "503": { description: "It is failing.", content: { "application/json": { schema: schemaOf(liveShape) } } },
  };
  return { [answer.status]: good, ...(role === null ? failing : {}), default: problem };
}

function contentOf(answer: Operation["answer"]): object {
  if (answer.kind === "json") return { content: { "application/json": { schema: schemaOf(answer.schema) } } };
  if (answer.media === null) return {};
  const schema = answer.media === "application/json" ? schemaOf(liveShape) : { type: "string" };
  return { content: { [answer.media]: { schema } } };
}

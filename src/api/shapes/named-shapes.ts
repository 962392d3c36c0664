import { z } from "zod";
import { alertShape } from "./alert-shape.ts";
import { foundEventsShape, searchInput } from "./event-shapes.ts";
import { documentShape, healthShape, lakeShape, liveShape, problemShape, rulesShape } from "./state-shapes.ts";
import { previewAnswerShape, suppressionInput, suppressionShape, suppressionsShape } from "./suppression-shapes.ts";
import {
  alertEventShape,
  alertPageShape,
  auditShape,
  commentInput,
  commentShape,
  commentsShape,
  storedAlertShape,
  triageInput,
} from "./triage-shapes.ts";

/** What the OpenAPI document has under `components.schemas`. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Alert: alertShape,
  AlertEvent: alertEventShape,
  AlertPage: alertPageShape,
  Audit: auditShape,
  Comment: commentShape,
  Comments: commentsShape,
  Document: documentShape,
  FoundEvents: foundEventsShape,
  Health: healthShape,
  Lake: lakeShape,
  Live: liveShape,
  NewComment: commentInput,
  Problem: problemShape,
  Rules: rulesShape,
  Search: searchInput,
  StoredAlert: storedAlertShape,
  Suppression: suppressionShape,
  SuppressionDraft: suppressionInput,
  SuppressionPreview: previewAnswerShape,
  Suppressions: suppressionsShape,
  TriageChange: triageInput,
};

const REFERENCE = "#/components/schemas/";

/** JSON Schemas (2020-12, the dialect of OpenAPI 3.1) by name. They refer to each other. */
export function namedSchemas(): Readonly<Record<string, object>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(NAMED)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { io: "input", uri: (id) => `${REFERENCE}${id}` });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, plain(schema) as object]));
}

/** `{"$ref": ...}` of a schema that has a name; the schema itself of a small one. */
export function schemaOf(shape: z.ZodType): object {
  const name = Object.keys(NAMED).find((each) => NAMED[each] === shape);
  if (name !== undefined) return { $ref: `${REFERENCE}${name}` };
  return plain(z.toJSONSchema(shape, { io: "input" })) as object;
}

const SAFE = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

const NOISE = ["propertyNames", "$schema", "$id"];

/** Without what says nothing: bounds of all whole numbers, names that are texts, ids that the place in the document gives. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => !NOISE.includes(key) && !SAFE.includes(value));
  return Object.fromEntries(kept.map(([key, value]) => [key, plain(value)]));
}

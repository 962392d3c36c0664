import { z } from "zod";
import type { ApiContext } from "../operation.ts";
import { jsonOperation, type Operation } from "../operation.ts";
import { idPath, nothing } from "../shapes/inputs.ts";
import { auditShape, commentInput, commentShape, commentsShape } from "../shapes/triage-shapes.ts";
import { EXAMPLE_ID } from "./example-id.ts";
import { orNotFound } from "./found.ts";

async function mustBe(id: string, { backend }: ApiContext): Promise<void> {
  orNotFound("alert", id, await backend.desk.get(id));
}

const listComments = jsonOperation({
  id: "listComments",
  method: "get",
  path: "/v1/alerts/{id}/comments",
  role: "viewer",
  tag: "Alerts",
  summary: "Comments on an alert",
  description: "The oldest first.",
  query: nothing,
  params: idPath,
  body: null,
  answer: { status: 200, schema: commentsShape, description: "The comments." },
  example: { url: `/v1/alerts/${EXAMPLE_ID}/comments` },
  handle: async ({ path }, api) => {
    await mustBe(path.id, api);
    return { comments: await api.backend.desk.comments(path.id) };
  },
});

const addComment = jsonOperation({
  id: "addComment",
  method: "post",
  path: "/v1/alerts/{id}/comments",
  role: "analyst",
  tag: "Alerts",
  summary: "Comment on an alert",
  description: "The author is the name of the token.",
  query: nothing,
  params: idPath,
  body: commentInput,
  answer: { status: 201, schema: commentShape, description: "The comment." },
  example: { url: `/v1/alerts/${EXAMPLE_ID}/comments`, body: { text: "Asked the owner of the role." } },
  handle: async ({ path, body, caller }, { backend }) =>
    orNotFound("alert", path.id, await backend.desk.comment(path.id, body.text, caller.name)),
});

const limit = z.int().min(1).max(1_000).default(100).meta({ description: "The newest so many." });

const auditOfAlert = jsonOperation({
  id: "auditOfAlert",
  method: "get",
  path: "/v1/alerts/{id}/audit",
  role: "viewer",
  tag: "Audit",
  summary: "Who did what to an alert",
  description: "The oldest first.",
  query: z.strictObject({ limit }),
  params: idPath,
  body: null,
  answer: { status: 200, schema: auditShape, description: "The entries." },
  example: { url: `/v1/alerts/${EXAMPLE_ID}/audit` },
  handle: async ({ path, query }, api) => {
    await mustBe(path.id, api);
    return { entries: await api.backend.desk.audit(path.id, query.limit) };
  },
});

const listAudit = jsonOperation({
  id: "listAudit",
  method: "get",
  path: "/v1/audit",
  role: "admin",
  tag: "Audit",
  summary: "Who did what, to anything",
  description: "The newest `limit` entries, the oldest of them first.",
  query: z.strictObject({ limit }),
  params: nothing,
  body: null,
  answer: { status: 200, schema: auditShape, description: "The entries." },
  example: { url: "/v1/audit?limit=2" },
  handle: async ({ query }, { backend }) => ({ entries: await backend.desk.audit(null, query.limit) }),
});

export const COMMENT_OPERATIONS: readonly Operation[] = [listComments, addComment, auditOfAlert, listAudit];

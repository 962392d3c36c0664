import type { SuppressionPreview } from "../../alert/suppression/own-suppression.ts";
import { requireRole } from "../auth/auth.ts";
import { jsonOperation, type Operation, responseOperation } from "../operation.ts";
import { idPath, nothing } from "../shapes/inputs.ts";
import {
  previewAnswerShape,
  suppressionInput,
  suppressionShape,
  suppressionsShape,
} from "../shapes/suppression-shapes.ts";
import { draftOf, wirePreview, wireSuppression } from "../wire/suppression.ts";
import { orNotFound } from "./found.ts";

const EXAMPLE = {
  applies_to: "alerts",
  language: "kql",
  query: 'identity.role: "ci-deploy"',
  owner: "ana",
  reason: "The pipeline reads its parameters at every run.",
  expires: "2026-12-31",
};

const ADMIN_FOR_EVENTS = "Those that apply to `events` take the role `admin`: they change what rules can see.";

const listSuppressions = jsonOperation({
  id: "listSuppressions",
  method: "get",
  path: "/v1/suppressions",
  role: "viewer",
  tag: "Suppressions",
  summary: "List suppressions",
  description: "Of files and of the API; the ones whose time is over say so.",
  query: nothing,
  params: nothing,
  body: null,
  answer: { status: 200, schema: suppressionsShape, description: "All of them." },
  example: { url: "/v1/suppressions" },
  handle: async (_, { backend, clock }) => {
    const now = clock();
    const listed = await backend.suppressions.list();
    return { suppressions: listed.map((each) => wireSuppression(each, now)) };
  },
});

const createSuppression = jsonOperation({
  id: "createSuppression",
  method: "post",
  path: "/v1/suppressions",
  role: "analyst",
  tag: "Suppressions",
  summary: "Make a suppression",
  description: `Look at its preview first. ${ADMIN_FOR_EVENTS}`,
  query: nothing,
  params: nothing,
  body: suppressionInput,
  answer: { status: 201, schema: suppressionShape, description: "The suppression." },
  example: { url: "/v1/suppressions", body: EXAMPLE },
  handle: async ({ body, caller }, { backend, clock }) => {
    if (body.applies_to === "events") requireRole(caller, "admin");
    return wireSuppression(await backend.suppressions.create(draftOf(body), caller.name), clock());
  },
});

const removeSuppression = responseOperation({
  id: "removeSuppression",
  method: "delete",
  path: "/v1/suppressions/{id}",
  role: "analyst",
  tag: "Suppressions",
  summary: "Remove a suppression",
  description: `One that stands in a file is refused: it is removed there. ${ADMIN_FOR_EVENTS}`,
  query: nothing,
  params: idPath,
  body: null,
  answer: { status: 204, media: null, description: "It is gone." },
  example: { url: "/v1/suppressions/s-1" },
  handle: async ({ path, caller }, { backend }) => {
    const listed = await backend.suppressions.list();
    const found = listed.find(({ suppression }) => suppression.id === path.id) ?? null;
    if (orNotFound("suppression", path.id, found).suppression.appliesTo === "events") requireRole(caller, "admin");
    orNotFound("suppression", path.id, (await backend.suppressions.remove(path.id, caller.name)) || null);
    return new Response(null, { status: 204 });
  },
});

const previewSuppression = jsonOperation({
  id: "previewSuppression",
  method: "post",
  path: "/v1/suppressions/preview",
  role: "analyst",
  tag: "Suppressions",
  summary: "What a suppression would do",
  description: "To all alerts that are stored, of which the newest are listed. Changes nothing.",
  query: nothing,
  params: nothing,
  body: suppressionInput,
  answer: { status: 200, schema: previewAnswerShape, description: "What it would hide, and what stays." },
  example: { url: "/v1/suppressions/preview", body: EXAMPLE },
  handle: async ({ body, signal }, { backend, turns }) =>
    answerOf(await turns.run(signal, () => backend.suppressions.preview(draftOf(body)))),
});

/** The totals are of all alerts: a preview itself lists no more than the newest of them. */
function answerOf(preview: SuppressionPreview) {
  const listed = wirePreview(preview);
  const removed = preview.looked - preview.stayTotal;
  const cut = listed.removed.length < removed || listed.stay.length < preview.stayTotal;
  return { ...listed, removed_total: removed, cut };
}

export const SUPPRESSION_OPERATIONS: readonly Operation[] = [
  listSuppressions,
  createSuppression,
  previewSuppression,
  removeSuppression,
];

import { safeJson } from "../../alert/format/safe-json.ts";
import { METRICS_TYPE } from "../metrics/api-metrics.ts";
import { jsonOperation, type Operation, responseOperation } from "../operation.ts";
import { nothing } from "../shapes/inputs.ts";
import { documentShape, healthShape, lakeShape, liveShape, rulesShape, snapshotShape } from "../shapes/state-shapes.ts";
import { wireHealth, wireLake, wireRules, wireSnapshot } from "../wire/state.ts";

const listRules = jsonOperation({
  id: "listRules",
  method: "get",
  path: "/v1/rules",
  role: "viewer",
  tag: "State",
  summary: "Rules and how they do",
  description:
    "All rules that were loaded or should have been, with what is wrong with them. `status`: `ok`; `pending`, it does not run yet as its file has it (the version before does, if there is one); `last_good`, its file does not load now and the version before runs; `failed`, it does not load, or the database refuses it; `unsupported`, of a kind that is not there.",
  query: nothing,
  params: nothing,
  body: null,
  answer: { status: 200, schema: rulesShape, description: "The rules, in the order of their ids." },
  example: { url: "/v1/rules" },
  handle: async (_, { backend }) => wireRules(await backend.rules()),
});

const getLake = jsonOperation({
  id: "getLake",
  method: "get",
  path: "/v1/lake",
  role: "viewer",
  tag: "State",
  summary: "What the lake holds",
  description: "The figures of `trailhound lake info`.",
  query: nothing,
  params: nothing,
  body: null,
  answer: { status: 200, schema: lakeShape, description: "Events, parts, bytes and days." },
  example: { url: "/v1/lake" },
  handle: async (_, { backend }) => wireLake(await backend.lake()),
});

const getSnapshot = jsonOperation({
  id: "getLakeSnapshot",
  method: "get",
  path: "/v1/lake/snapshot",
  role: "viewer",
  tag: "State",
  summary: "Which files count now",
  description:
    "For programs on the same machine that read the lake's Parquet files: the parts of one moment, and their rows that do not count. The files stay for ten minutes at least.",
  query: nothing,
  params: nothing,
  body: null,
  answer: { status: 200, schema: snapshotShape, description: "The parts, by name below the data directory." },
  example: { url: "/v1/lake/snapshot" },
  handle: async (_, { backend }) => wireSnapshot(await backend.snapshot()),
});

const getHealth = jsonOperation({
  id: "getHealth",
  method: "get",
  path: "/v1/health",
  role: "viewer",
  tag: "State",
  summary: "How it does",
  description: "Sources, lag, the last batch and what is wrong. Always 200: `status` says how it is.",
  query: nothing,
  params: nothing,
  body: null,
  answer: { status: 200, schema: healthShape, description: "The state of the engine." },
  example: { url: "/v1/health" },
  handle: async (_, { backend }) => wireHealth(await backend.health()),
});

const isLive = responseOperation({
  id: "isLive",
  method: "get",
  path: "/healthz",
  role: null,
  tag: "State",
  summary: "Whether it works",
  description:
    "For load balancers and supervisors: 200, or 503 when it is failing. Needs no token and says no more than that.",
  query: nothing,
  params: nothing,
  body: null,
  answer: { status: 200, media: "application/json", description: "It works; `status` is `ok` or `degraded`." },
  example: { url: "/healthz" },
  handle: async (_, { backend }) => {
    const { status } = await backend.health();
    const body = `${safeJson(liveShape.parse({ status }))}\n`;
    return new Response(body, {
      status: status === "failing" ? 503 : 200,
      headers: { "Content-Type": "application/json" },
    });
  },
});

const getMetrics = responseOperation({
  id: "getMetrics",
  method: "get",
  path: "/metrics",
  role: "viewer",
  tag: "State",
  summary: "Metrics for Prometheus",
  description: "The text format, version 0.0.4. The metrics are listed below.",
  query: nothing,
  params: nothing,
  body: null,
  answer: { status: 200, media: "text/plain", description: "All metrics." },
  example: { url: "/metrics" },
  handle: async (_, { backend, metrics, hub }) => {
    const [facts, health] = await Promise.all([backend.metrics(), backend.health()]);
    const text = await metrics.text({ metrics: facts, health, stream: { clients: hub.clients, dropped: hub.dropped } });
    return new Response(text, { headers: { "Content-Type": METRICS_TYPE } });
  },
});

const getDocument = jsonOperation({
  id: "getDocument",
  method: "get",
  path: "/v1/openapi.json",
  role: "viewer",
  tag: "State",
  summary: "This API as an OpenAPI 3.1 document",
  description: "Made from the schemas that check requests.",
  query: nothing,
  params: nothing,
  body: null,
  answer: { status: 200, schema: documentShape, description: "The document." },
  example: { url: "/v1/openapi.json" },
  handle: async (_, { document }) => document() as { readonly openapi: string },
});

export const STATE_OPERATIONS: readonly Operation[] = [
  listRules,
  getLake,
  getSnapshot,
  getHealth,
  isLive,
  getMetrics,
  getDocument,
];

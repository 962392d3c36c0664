import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { answerRequest, type Bound, type DoorOptions } from "./answer-request.ts";
import { FailedLogins } from "./auth/failed-logins.ts";
import type { Backend } from "./backend.ts";
import { Turns } from "./http/turns.ts";
import { API_LIMITS, type ApiLimits } from "./limits.ts";
import { ApiMetrics } from "./metrics/api-metrics.ts";
import { openApiDocument } from "./openapi.ts";
import type { ApiContext, Operation } from "./operation.ts";
import { OPERATIONS } from "./operations/operations.ts";
import { StreamHub } from "./stream/hub.ts";

export interface AppOptions extends DoorOptions {
  /** Of trailhound. */
  readonly version: string;
  readonly limits?: Partial<ApiLimits>;
  /** Epoch ms. */
  readonly clock?: () => number;
}

/** The API without a port. */
export interface ApiApp {
  /** `bindings`: of @hono/node-server; none when it is called inside this process. */
  fetch(request: Request, bindings?: HttpBindings): Promise<Response>;
  /** Ends the streams, and follows the backend no longer. */
  close(): void;
}

/** The HTTP API over a backend. Who reaches it from where is the server's matter: see server.ts. */
export function makeApp(backend: Backend, options: AppOptions): ApiApp {
  const limits = { ...API_LIMITS, ...options.limits };
  const clock = options.clock ?? Date.now;
  const hub = new StreamHub(backend, limits);
  const turns = new Turns(limits.searches, limits.searchesWaiting);
  const document = openApiDocument(OPERATIONS, options.version);
  const api: ApiContext = { backend, limits, clock, turns, hub, metrics: new ApiMetrics(), document: () => document };
  const failed = new FailedLogins({ most: limits.failedLogins, windowMs: limits.loginWindowMs }, clock);
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>();
  const answer = (operation: Operation | null) => (context: Bound) =>
    answerRequest(context, operation, { api, failed, options });
  for (const operation of OPERATIONS) {
    app.on(operation.method.toUpperCase(), operation.path.replaceAll(/\{(\w+)\}/g, ":$1"), answer(operation));
  }
  app.notFound(answer(null));
  return { fetch: async (request, bindings) => app.fetch(request, bindings ?? {}), close: () => hub.close() };
}

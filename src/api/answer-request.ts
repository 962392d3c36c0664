import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { safeJson } from "../alert/format/safe-json.ts";
import { type Auth, authenticate, type Caller, LOCAL_CALLER, requireRole } from "./auth/auth.ts";
import type { FailedLogins } from "./auth/failed-logins.ts";
import { refuseForeignPages } from "./auth/same-origin.ts";
import { checkInput } from "./http/check-input.ts";
import { withDeadline } from "./http/deadline.ts";
import { nothingThere } from "./http/nothing-there.ts";
import { Problem } from "./http/problem.ts";
import { problemResponse } from "./http/problem-response.ts";
import { readBody } from "./http/read-body.ts";
import { readQuery } from "./http/read-query.ts";
import { toProblem } from "./http/to-problem.ts";
import type { ApiContext, Operation } from "./operation.ts";
import { OPERATIONS } from "./operations/operations.ts";

export interface DoorOptions {
  readonly auth: Auth;
  /** Told of each answer. No query strings and no bodies: they may hold secrets. */
  readonly onRequest?: (entry: RequestEntry) => void;
  /** Told of faults of ours. The client only hears that there was one. */
  readonly onError?: (error: unknown, operation: string) => void;
}

export interface RequestEntry {
  /** Id of the operation; `none`: there is none at this path. */
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
  readonly address: string;
  /** Null: not known. */
  readonly caller: string | null;
}

export type Bound = Context<{ Bindings: Partial<HttpBindings> }>;

interface Door {
  readonly api: ApiContext;
  readonly failed: FailedLogins;
  readonly options: DoorOptions;
}

/** `operation` null: nothing is registered for this method and path. Never rejects. */
export async function answerRequest(context: Bound, operation: Operation | null, door: Door): Promise<Response> {
  const started = performance.now();
  const id = operation?.id ?? "none";
  let caller: Caller | null = null;
  let response: Response;
  try {
    if (door.options.auth.kind === "local") refuseForeignPages((name) => context.req.header(name));
    if (operation === null) throw nothingThere(context.req, OPERATIONS);
    caller = letIn(context, operation, door);
    response = await carryOut(context, operation, caller, door.api);
  } catch (error) {
    response = failure(error, context, () => door.options.onError?.(error, id));
  }
  const ms = performance.now() - started;
  door.api.metrics.observe(id, response.status, ms);
  const { method } = context.req;
  const entry = { operation: id, method, status: response.status, ms, address: addressOf(context) };
  door.options.onRequest?.({ ...entry, caller: caller?.name ?? null });
  return withSafeHeaders(response);
}

function addressOf(context: Bound): string {
  return context.env.incoming?.socket?.remoteAddress ?? "this process";
}

function letIn(context: Bound, operation: Operation, { options, failed }: Door): Caller {
  if (operation.role === null) return LOCAL_CALLER;
  const authorization = context.req.header("authorization");
  const caller = authenticate(options.auth, { authorization, address: addressOf(context) }, failed);
  requireRole(caller, operation.role);
  return caller;
}

async function carryOut(context: Bound, operation: Operation, caller: Caller, api: ApiContext): Promise<Response> {
  const request = context.req.raw;
  const { searchParams } = new URL(request.url);
  const query = checkInput(operation.query, readQuery(searchParams, operation.query), "query");
  const path = checkInput(operation.params, context.req.param(), "path");
  const hangUp = (): void => void context.env.outgoing?.destroy();
  const given = { query, path, caller, request, hangUp };
  if (operation.id === "streamAlerts")
    return (await operation.handle({ ...given, body: null, signal: request.signal }, api)) as Response;
  return withDeadline({ ms: api.limits.workMs, gone: request.signal }, async (signal) => {
    const body = await bodyOf(request, operation, api.limits.bodyBytes);
    const answer = await operation.handle({ ...given, body, signal }, api);
    return operation.answer.kind === "json" ? jsonResponse(answer, operation.answer.status) : (answer as Response);
  });
}

async function bodyOf(request: Request, { body }: Operation, mostBytes: number): Promise<unknown> {
  if (body !== null) return checkInput(body, await readBody(request, mostBytes), "body");
  const length = request.headers.get("content-length") ?? "0";
  if (length === "0" && !request.headers.has("transfer-encoding")) return null;
  throw new Problem("invalid-request", "this takes no body");
}

function jsonResponse(value: unknown, status: number): Response {
  return new Response(`${safeJson(value)}\n`, { status, headers: { "Content-Type": "application/json" } });
}

const CLIENT_GONE = 499;

function failure(error: unknown, context: Bound, report: () => void): Response {
  const problem = toProblem(error);
  if (problem !== null) return problemResponse(problem);
  if (context.req.raw.signal.aborted) return new Response(null, { status: CLIENT_GONE });
  report();
  return problemResponse(new Problem("internal", "something went wrong here: the server's log says what"));
}

const SAFE_HEADERS = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
};

function withSafeHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) response.headers.set(name, value);
  return response;
}

import type { z } from "zod";
import type { Caller } from "./auth/auth.ts";
import type { Role } from "./auth/role.ts";
import type { Backend } from "./backend.ts";
import type { Turns } from "./http/turns.ts";
import type { ApiLimits } from "./limits.ts";
import type { ApiMetrics } from "./metrics/api-metrics.ts";
import type { DeepReadonly } from "./shapes/deep-readonly.ts";
import type { StreamHub } from "./stream/hub.ts";

/** What every operation can use. */
export interface ApiContext {
  readonly backend: Backend;
  readonly limits: ApiLimits;
  /** Epoch ms. */
  readonly clock: () => number;
  /** For searches and previews. */
  readonly turns: Turns;
  readonly hub: StreamHub;
  readonly metrics: ApiMetrics;
  /** The OpenAPI document. */
  readonly document: () => object;
}

/** A request whose parts the schemas have let through. */
export interface Input<Q, P, B> {
  readonly query: Q;
  readonly path: P;
  readonly body: B;
  readonly caller: Caller;
  readonly request: Request;
  /** Aborted when the client has gone or, but for streams, time is up. */
  readonly signal: AbortSignal;
  /** Ends the connection at once: for a client that does not read. */
  readonly hangUp: () => void;
}

interface Described {
  /** `operationId` of OpenAPI. */
  readonly id: string;
  readonly method: "get" | "post" | "patch" | "delete";
  /** As OpenAPI writes it: `/v1/alerts/{id}`. */
  readonly path: string;
  /** Null: no token is asked for. */
  readonly role: Role | null;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** Of a request, for the documentation: path with its query, and body. */
  readonly example: { readonly url: string; readonly body?: Readonly<Record<string, unknown>> };
}

interface Answered<A extends z.ZodType> {
  readonly kind: "json";
  readonly status: 200 | 201;
  /** By what name of the document, see shapes/named-shapes.ts. */
  readonly schema: A;
  readonly description: string;
}

interface Plain {
  readonly kind: "response";
  readonly status: 200 | 204;
  /** Null: nothing is sent. */
  readonly media: string | null;
  readonly description: string;
}

interface Parts<Q extends z.ZodObject, P extends z.ZodObject, B extends z.ZodObject | null> extends Described {
  readonly query: Q;
  readonly params: P;
  readonly body: B;
}

type BodyOf<B> = B extends z.ZodObject ? z.output<B> : null;
type InputOf<Q extends z.ZodObject, P extends z.ZodObject, B> = Input<z.output<Q>, z.output<P>, BodyOf<B>>;

/** An operation whose types are forgotten: what routes, the document and the tests work with. */
export interface Operation extends Described {
  readonly query: z.ZodObject;
  readonly params: z.ZodObject;
  readonly body: z.ZodObject | null;
  readonly answer: Answered<z.ZodType> | Plain;
  handle(input: Input<unknown, unknown, unknown>, api: ApiContext): Promise<unknown>;
}

/** Ties schemas to the function that they guard: what it gets is what they let through, what it gives is what they promise. */
export function jsonOperation<
  Q extends z.ZodObject,
  P extends z.ZodObject,
  B extends z.ZodObject | null,
  A extends z.ZodType,
>(
  spec: Parts<Q, P, B> & {
    readonly answer: Omit<Answered<A>, "kind">;
    handle(input: InputOf<Q, P, B>, api: ApiContext): Promise<DeepReadonly<z.input<A>>>;
  },
): Operation {
  // The schemas that check the parts are the ones in `spec`.
  const handle = spec.handle as Operation["handle"];
  return { ...spec, answer: { ...spec.answer, kind: "json" }, handle };
}

/** As `jsonOperation` for answers that are no JSON. */
export function responseOperation<Q extends z.ZodObject, P extends z.ZodObject, B extends z.ZodObject | null>(
  spec: Parts<Q, P, B> & {
    readonly answer: Omit<Plain, "kind">;
    handle(input: InputOf<Q, P, B>, api: ApiContext): Promise<Response>;
  },
): Operation {
  const handle = spec.handle as Operation["handle"];
  return { ...spec, answer: { ...spec.answer, kind: "response" }, handle };
}

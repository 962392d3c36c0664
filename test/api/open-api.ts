import { type ApiApp, type AppOptions, makeApp } from "../../src/api/app.ts";
import type { Role } from "../../src/api/auth/role.ts";
import { createToken } from "../../src/api/auth/token.ts";
import { FakeBackend } from "./fake-backend.ts";
import { NOW } from "./sample-alerts.ts";

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of JSON; else undefined. */
  readonly body: T;
}

export interface OpenedApi {
  readonly backend: FakeBackend;
  readonly app: ApiApp;
  call<T = unknown>(request: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer<T>>;
}

export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly {
    readonly in: string;
    readonly field: string;
    readonly message: string;
    readonly hint: string | null;
  }[];
}

/** The app over a fake backend, called without a port. `request`: `GET /v1/alerts`. */
export function openApi(options: Partial<AppOptions> = {}, backend: FakeBackend = new FakeBackend()): OpenedApi {
  const app = makeApp(backend, { auth: { kind: "local" }, version: "0.1.0", clock: () => NOW, ...options });
  return {
    backend,
    app,
    call: async <T>(request: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
      const [method = "", path = ""] = request.split(" ");
      const sent = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
      const all = { ...(sent === null ? {} : { "Content-Type": "application/json" }), ...headers };
      const response = await app.fetch(new Request(`http://localhost${path}`, { method, headers: all, body: sent }));
      const text = await response.text();
      const isJson = text !== "" && /json/.test(response.headers.get("content-type") ?? "");
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: (isJson ? JSON.parse(text) : undefined) as T,
      };
    },
  };
}

/** With a token for each role: `Authorization` headers by role. */
export function openWithTokens(options: Partial<AppOptions> = {}) {
  const viewer = createToken({ name: "vic", role: "viewer" });
  const analyst = createToken({ name: "ana", role: "analyst" });
  const admin = createToken({ name: "ada", role: "admin" });
  const tokens = [viewer, analyst, admin].map(({ stored }) => stored);
  const header = ({ text }: { readonly text: string }) => ({ Authorization: `Bearer ${text}` });
  const as: Readonly<Record<Role, { readonly Authorization: string }>> = {
    viewer: header(viewer),
    analyst: header(analyst),
    admin: header(admin),
  };
  return {
    ...openApi({ auth: { kind: "tokens", tokens }, ...options }),
    as,
    texts: [viewer, analyst, admin].map(({ text }) => text),
  };
}

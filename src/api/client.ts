import { printable, printableShort } from "../alert/printable.ts";
import type { AuditEntry, CloseReason, Comment, TriageState } from "../alert/store/stored-alert.ts";
import type { LakeSnapshot } from "../lake/snapshot.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../util/json.ts";
import type { FieldError } from "./http/problem.ts";
import { snapshotOf } from "./wire/state.ts";
import type { WireAlert } from "./wire/stored-alert.ts";

/** The server refused, or did not answer. The message is for people and safe to print. */
export class ApiError extends Error {
  /** Of HTTP; null: there was no answer. */
  readonly status: number | null;

  constructor(message: string, status: number | null) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

export interface ApiTarget {
  /** Without a path: `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly token: string | null;
  readonly fetch: (request: Request) => Promise<Response>;
  /** What people know a field of a request by; null: by what the API calls it. */
  readonly nameOf?: (field: FieldPlace) => string | null;
}

export type FieldPlace = Pick<FieldError, "in" | "field">;

export interface AlertPageAnswer {
  readonly alerts: readonly WireAlert[];
  readonly next: string | null;
}

export interface ChangeRequest {
  readonly state?: TriageState;
  readonly reason?: CloseReason;
  readonly assignee?: string | null;
}

/** What the commands for alerts ask of the API. Every call may throw an ApiError. */
export interface ApiClient {
  /** `parameters`: of GET /v1/alerts. */
  alerts(parameters: readonly (readonly [name: string, value: string])[]): Promise<AlertPageAnswer>;
  alert(id: string): Promise<WireAlert>;
  update(id: string, change: ChangeRequest): Promise<WireAlert>;
  comments(id: string): Promise<readonly Comment[]>;
  comment(id: string, text: string): Promise<Comment>;
  audit(id: string): Promise<readonly AuditEntry[]>;
  snapshot(): Promise<LakeSnapshot>;
}

export function openClient(target: ApiTarget): ApiClient {
  const get = <T>(path: string): Promise<T> => send<T>(target, "GET", path);
  const alertPath = (id: string): string => `/v1/alerts/${encodeURIComponent(id)}`;
  return {
    alerts: (parameters) => get(`/v1/alerts?${new URLSearchParams(parameters.map(([name, value]) => [name, value]))}`),
    alert: (id) => get(alertPath(id)),
    update: (id, change) => send(target, "PATCH", alertPath(id), change),
    comments: async (id) =>
      (await get<{ readonly comments: readonly Comment[] }>(`${alertPath(id)}/comments`)).comments,
    comment: (id, text) => send(target, "POST", `${alertPath(id)}/comments`, { text }),
    snapshot: async () => snapshotOf(await get("/v1/lake/snapshot")),
    audit: async (id) => (await get<{ readonly entries: readonly AuditEntry[] }>(`${alertPath(id)}/audit`)).entries,
  };
}

const TIMEOUT = 60_000;

/** The server is one of ours: what it answers with 2xx is taken as what its schemas say. */
async function send<T>(target: ApiTarget, method: string, path: string, body?: object): Promise<T> {
  const { url, token, fetch } = target;
  const headers = {
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
  };
  const signal = AbortSignal.timeout(TIMEOUT);
  const sent = body === undefined ? null : JSON.stringify(body);
  const request = new Request(`${url}${path}`, { method, headers, body: sent, signal, redirect: "error" });
  const response = await fetch(request).catch((error: unknown) => unreachable(url, error));
  const answer = parsed(await response.text().catch((error: unknown) => unreachable(url, error)));
  if (!response.ok) throw new ApiError(refusal(answer, response.status, target), response.status);
  if (!isJsonObject(answer))
    throw new ApiError(`${url} answered with something that is not trailhound's`, response.status);
  return answer as T;
}

function unreachable(url: string, error: unknown): never {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  throw new ApiError(
    `${url} does not answer: ${printable(cause instanceof Error ? cause.message : String(cause))}`,
    null,
  );
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const LONGEST = 2_000;
const MOST_ERRORS = 20;

/** The detail of a problem, then a line for each field that says more. */
function refusal(answer: JsonValue, status: number, { nameOf = () => null }: ApiTarget): string {
  if (!isJsonObject(answer) || typeof answer["detail"] !== "string") return `the server answered with status ${status}`;
  const { detail, errors } = answer as { readonly detail: string; readonly errors?: JsonValue };
  const found = Array.isArray(errors) ? errors.filter(isFieldError).slice(0, MOST_ERRORS) : [];
  const lines = renamed(detail, found[0], nameOf).split("\n");
  return [
    ...lines.map((line) => printableShort(line, LONGEST)),
    ...found.flatMap((error) => fieldLine(error, detail, nameOf)),
  ].join("\n");
}

type NameOf = NonNullable<ApiTarget["nameOf"]>;

function isFieldError(value: JsonValue): value is JsonObject & FieldError {
  if (!isJsonObject(value)) return false;
  return ["in", "field", "message"].every((key) => typeof value[key] === "string");
}

/** The detail begins with the first field and its place: `body reason: is missing`. */
function renamed(detail: string, first: FieldError | undefined, nameOf: NameOf): string {
  const name = first === undefined ? null : nameOf(first);
  const said = first === undefined ? "" : `${first.in} ${first.field}: `;
  return name !== null && detail.startsWith(said) ? `${name}: ${detail.slice(said.length)}` : detail;
}

/** What the detail does not say yet. */
function fieldLine(error: FieldError, detail: string, nameOf: NameOf): readonly string[] {
  const { field, message, hint } = error;
  const said = [
    ...(detail.includes(message) ? [] : [`${nameOf(error) ?? field}: ${message}`]),
    ...(typeof hint === "string" ? [hint] : []),
  ];
  return said.length === 0 ? [] : [`  ${printableShort(said.join("; "), LONGEST)}`];
}

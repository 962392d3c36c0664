import { PROBLEM_CODES } from "../../src/api/http/problem.ts";
import { API_LIMITS } from "../../src/api/limits.ts";
import { OWN_METRICS } from "../../src/api/metrics/api-metrics.ts";
import { GIVEN_METRICS } from "../../src/api/metrics/given-metrics.ts";
import type { Operation } from "../../src/api/operation.ts";
import { OPERATIONS } from "../../src/api/operations/operations.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/util/json.ts";
import { compactJson, shortened } from "./docs-json.ts";

/** What the server really answers to the example of an operation: status and body. */
export type Ask = (
  operation: Operation,
) => Promise<{ readonly status: number; readonly body: unknown; readonly text: string }>;

const PORT = "http://127.0.0.1:8600";

const INTRO = `# The HTTP API

\`trailhound serve\` answers over HTTP at the address of \`--listen\`. This page is made from the document that the server gives at
\`/v1/openapi.json\` (OpenAPI 3.1), which is made from the schemas that check requests. The answers are those of the tests; lists are cut to
their first element, alerts to some of their fields.

Bodies are JSON in UTF-8. Times are ISO 8601 with a zone; answers have UTC with milliseconds. Parameters that are lists are given several times
(\`state=open&state=acknowledged\`). What is not known is refused, never ignored.

## Who may what

Without tokens in the configuration the server listens on loopback alone, and everybody who can reach it may everything, as the actor \`local\`. Requests
that come from a web page are refused then: by a \`Host\` that is no loopback name, by an \`Origin\` of another place, by \`Sec-Fetch-Site\`. With tokens any address may be
listened on, and every request but \`/healthz\` carries one: \`Authorization: Bearer th_...\`. [trailhound token create](token-create.md) makes them. The configuration holds a hash;
the name of the token is the actor in the audit trail. After ${API_LIMITS.failedLogins} wrong tokens in a minute an address is told to wait; a right one still comes in.

The server speaks HTTP without TLS: put a proxy in front of it, or a tunnel, where others could listen. It answers no CORS request, and takes
addresses from the connection, never from a header.

`;

/** docs/api.md, from the document, an answer that is a problem, and the answers to the examples. */
export async function apiPage(document: JsonObject, problem: JsonObject, ask: Ask): Promise<string> {
  const tags = [...new Set(OPERATIONS.map(({ tag }) => tag))];
  const sections: string[] = [];
  for (const tag of tags) {
    sections.push(`## ${tag}\n\n`);
    for (const operation of OPERATIONS.filter((each) => each.tag === tag))
      sections.push(await operationSection(document, operation, ask));
  }
  return [
    INTRO,
    roleTable(),
    ERRORS,
    jsonFence(problem),
    errorTable(),
    ...sections,
    stream(),
    metrics(),
    limits(),
  ].join("");
}

function roleTable(): string {
  const roles = [
    ["none", "no token is needed"],
    ["viewer", "reads"],
    ["analyst", "also says what became of alerts, and hides them"],
    ["admin", "also makes exceptions on events, and sees the whole audit trail"],
  ] as const;
  const rows = roles.map(([role, what]) => {
    const paths = OPERATIONS.filter((each) => (each.role ?? "none") === role);
    return `| \`${role}\` | ${what} | ${paths.map(({ method, path }) => `\`${method.toUpperCase()} ${path}\``).join(", ")} |\n`;
  });
  return `| role | | operations, besides those above |\n|---|---|---|\n${rows.join("")}
Suppressions that apply to \`events\` take \`admin\`, to make and to remove: they change what rules can see.

`;
}

const ERRORS = `## Errors

What goes wrong is answered as problem details (RFC 9457, \`application/problem+json\`). \`detail\` is for people; \`code\` is for programs; \`errors\` names each field
that is wrong, and the nearest name that there is.

`;

const MEANINGS: Readonly<Record<keyof typeof PROBLEM_CODES, string>> = {
  "invalid-request": "a parameter or the body is not what the schema says",
  "invalid-query": "a search or the query of a suppression cannot be understood; `message` begins with line and column",
  refused: "it is understood, and cannot be done: the `detail` says why",
  unauthenticated: "no token, or one that is not known",
  forbidden: "the token's role does not reach",
  "foreign-origin": "without tokens: the request comes from a page of another origin",
  "foreign-host": "without tokens: the `Host` is no loopback name",
  "not-found": "no such path, alert or suppression",
  "method-not-allowed": "the path has other methods: see `Allow`",
  "too-large": "the body is too large",
  "unsupported-media-type": "a body that is not `application/json`",
  "too-many-failures": "too many wrong tokens: see `Retry-After`",
  internal: "a fault of the server: its log says which",
  busy: "too many searches wait, or too many clients follow the stream: see `Retry-After`",
  timeout: "it took too long: ask for less",
};

function errorTable(): string {
  const rows = Object.entries(PROBLEM_CODES).map(
    ([code, status]) => `| ${status} | \`${code}\` | ${MEANINGS[code as keyof typeof PROBLEM_CODES]} |\n`,
  );
  return `| status | code | |\n|---|---|---|\n${rows.join("")}\n`;
}

async function operationSection(document: JsonObject, operation: Operation, ask: Ask): Promise<string> {
  const { method, path, summary, description, role } = operation;
  const described = objectAt(document, "paths", path, method);
  return [
    `### ${summary}\n\n`,
    `\`${method.toUpperCase()} ${path}\`, role \`${role ?? "none"}\`. ${description}\n\n`,
    parameterTable(described),
    bodyTable(document, described),
    `<!-- not run: asks a server that runs -->\n\`\`\`sh\n${curl(operation)}\n\`\`\`\n\n`,
    await answerFence(operation, ask),
  ].join("");
}

function objectAt(value: JsonValue | undefined, ...keys: readonly string[]): JsonObject {
  const found = keys.reduce<JsonValue | undefined>(
    (inner, key) => (isJsonObject(inner) ? inner[key] : undefined),
    value,
  );
  return isJsonObject(found) ? found : {};
}

function parameterTable(described: JsonObject): string {
  const parameters = (described["parameters"] ?? []) as readonly JsonObject[];
  const query = parameters.filter((each) => each["in"] === "query");
  if (query.length === 0) return "";
  const rows = query.map(
    ({ name, description = "", schema }) => `| \`${name}\` | ${typeText(schema as JsonObject)} | ${description} |\n`,
  );
  return `| parameter | | |\n|---|---|---|\n${rows.join("")}\n`;
}

function bodyTable(document: JsonObject, described: JsonObject): string {
  const reference = objectAt(described, "requestBody", "content", "application/json", "schema")["$ref"];
  if (typeof reference !== "string") return "";
  const schema = objectAt(document, ...reference.slice(2).split("/"));
  const required = (schema["required"] ?? []) as readonly JsonValue[];
  const rows = Object.entries(objectAt(schema, "properties")).map(([name, property]) => {
    const { description = "" } = property as JsonObject;
    const must = required.includes(name) ? "required; " : "";
    return `| \`${name}\` | ${must}${typeText(property as JsonObject)} | ${description} |\n`;
  });
  return `| key of the body | | |\n|---|---|---|\n${rows.join("")}\n`;
}

/** `whole number, 1 to 500, default 50`. */
function typeText(schema: JsonObject): string {
  const { type, anyOf, items, format, minimum, maximum, maxLength, maxItems } = schema;
  const values = schema["enum"];
  if (Array.isArray(anyOf)) return withDefault(anyOf.map((each) => typeText(each as JsonObject)).join(" or "), schema);
  if (Array.isArray(values)) return withDefault(values.map((each) => `\`${each}\``).join(", "), schema);
  if (type === "array")
    return `list of ${typeText(items as JsonObject)}${maxItems === undefined ? "" : `, at most ${maxItems}`}`;
  if (format === "date-time") return "time";
  if (type === "integer") return withDefault(`whole number, ${minimum} to ${maximum}`, schema);
  if (type === "string") return `text${maxLength === undefined ? "" : ` of at most ${maxLength} characters`}`;
  return String(type);
}

function withDefault(text: string, schema: JsonObject): string {
  return schema["default"] === undefined ? text : `${text}; default \`${schema["default"]}\``;
}

function curl({ method, example, role }: Operation): string {
  const { url, body } = example;
  const parts = [
    "curl -s",
    ...(url === "/v1/alerts/stream" ? ["-N"] : []),
    ...(method === "get" ? [] : [`-X ${method.toUpperCase()}`]),
    ...(role === null ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(body)}'`]),
    `'${PORT}${url}'`,
  ];
  const line = parts.join(" ");
  return line.length <= 120 ? line : parts.join(" \\\n  ");
}

async function answerFence(operation: Operation, ask: Ask): Promise<string> {
  const { answer } = operation;
  if (answer.kind === "response" && answer.media !== "application/json")
    return `${answer.status}: ${answer.description}\n\n`;
  const { status, body } = await ask(operation);
  return `${status}: ${answer.description}\n\n${jsonFence(shortened(body as JsonValue))}`;
}

function jsonFence(value: JsonValue): string {
  return `\`\`\`json\n${compactJson(value)}\n\`\`\`\n\n`;
}

function stream(): string {
  return `## The stream

\`GET /v1/alerts/stream\` is a stream of server-sent events (\`text/event-stream\`):

\`\`\`text
retry: 3000
id: 5f0c2a91-0

id: 5f0c2a91-1
event: alert
data: {"kind":"opened","alert":{"alert":{"id":"0b6f3b0a52f1c3de9d3a7c1f4e8a2b60"},"status":"current"}}

: heartbeat
\`\`\`

| event | \`data\` |
|---|---|
| \`alert\` | \`kind\` and \`alert\`, a stored alert as it is when this is sent: more may have happened to it, which is told next. \`opened\`: a new one. \`revised\`: later events changed it, its id may be another and the one before is among the \`aliases\`. \`merged\`: it took another one in. \`superseded\`: later events show that there is nothing. \`triage\`: somebody changed state or assignee |
| \`reset\` | \`{}\`: what the client missed is not known any more, it should list alerts again |

Of what one batch did, the \`opened\` ones come first. An alert that only grows (more events, a later last one, more secrets) is told 30 seconds after it began to,
once, with all that came meanwhile; the end of its growth is always told. A change of severity, id, first event, suppression or status is told at once. Alerts that a
suppression hides from the start are not announced.

Every client goes at its own pace: however much happens at once, none is cut off because of it, and none waits for another. A comment line comes every ${API_LIMITS.heartbeatMs / 1000} seconds. A
client that has more than ${bytes(API_LIMITS.streamBytes)} ready for it and takes nothing for ${API_LIMITS.heartbeatMs / 1000} to ${(2 * API_LIMITS.heartbeatMs) / 1000} seconds does not read: it is disconnected and counted. At most ${API_LIMITS.streams} clients can follow at a time.

A client that comes back with \`Last-Event-ID\` (browsers do) gets what it missed, also what happened while nobody followed, as far as it is among the last ${API_LIMITS.replayEvents.toLocaleString("en")} events of
this process, else a \`reset\`. A client that is as far behind without having left gets a \`reset\`, too, and goes on from there. To miss nothing, open the stream first, then list.

`;
}

function metrics(): string {
  const own = Object.values(OWN_METRICS).map((metric) => {
    return { ...metric, kind: metric === OWN_METRICS.requests ? "counter" : "histogram" };
  });
  const rows = [...GIVEN_METRICS, ...own].map(({ name, kind, labels, help }) => {
    return `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(", ")} | ${help} |\n`;
  });
  return `## Metrics\n\n| metric | kind | labels | |\n|---|---|---|---|\n${rows.join("")}\n`;
}

function limits(): string {
  return `## Limits

| | |
|---|---|
| body of a request | ${bytes(API_LIMITS.bodyBytes)} |
| headers and the whole of a request must have come after | 10 s, 30 s |
| connections | 256 |
| until a request is answered | ${API_LIMITS.workMs / 1000} s |
| events of one search | 10,000 and ${bytes(API_LIMITS.searchBytes)} |
| searches and previews at the same time; that wait | ${API_LIMITS.searches}; ${API_LIMITS.searchesWaiting} |
`;
}

function bytes(count: number): string {
  return count >= 1024 ** 2 ? `${count / 1024 ** 2} MB` : `${count / 1024} KB`;
}

import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { AppOptions } from "../../src/api/app.ts";
import { type ServerOptions, startServer } from "../../src/api/server.ts";
import { openApi } from "./open-api.ts";

async function serve(options: Partial<AppOptions> = {}, server: Partial<ServerOptions> = {}) {
  const api = openApi(options);
  const running = await startServer(api.app, { host: "127.0.0.1", port: 0, closeTimeout: 200, ...server });
  onTestFinished(() => running.close());
  return { ...api, ...running };
}

/** Sends bytes as they are, and gives all that comes back until the connection ends. */
function raw(url: string, text: string, options: { readonly end?: boolean } = {}): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let got = "";
    socket.on("data", (chunk) => {
      got += chunk.toString();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(got));
    socket.write(text);
    if (options.end) socket.end();
  });
}

test("the API answers over a port that it found itself", async () => {
  const { url } = await serve();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const response = await fetch(`${url}/v1/alerts?limit=1`);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toMatchObject({ next: "1" });
});

test("the address of a client is the connection's, whatever its headers say", async () => {
  const addresses: string[] = [];
  const { url } = await serve({ onRequest: ({ address }) => addresses.push(address) });
  await fetch(`${url}/healthz`, { headers: { "X-Forwarded-For": "203.0.113.9" } });
  expect(addresses).toEqual(["127.0.0.1"]);
});

test("a second server cannot have the port", async () => {
  const { url, app } = await serve();
  const port = Number(new URL(url).port);
  await expect(startServer(app, { host: "127.0.0.1", port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("headers that do not come to an end are not waited for", async () => {
  const { url } = await serve({}, { headersTimeout: 100, requestTimeout: 200 });
  expect(await raw(url, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ")).toMatch(/^HTTP\/1\.1 408 /);
});

test("a body that does not come to an end is not waited for", async () => {
  const { url } = await serve({}, { headersTimeout: 100, requestTimeout: 200 });
  const head =
    "POST /v1/events/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
  expect(await raw(url, head)).toMatch(/^HTTP\/1\.1 408 /);
});

test("a body that is too large is refused before it has come", async () => {
  const { url } = await serve({ limits: { bodyBytes: 1_000 } });
  const head =
    "POST /v1/events/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n";
  expect(await raw(url, head)).toMatch(/^HTTP\/1\.1 413 [\s\S]*"code":"too-large"/);
});

test("a body in chunks that is too large is cut off", async () => {
  const { url } = await serve({ limits: { bodyBytes: 1_000 } });
  const chunk = `400\r\n${" ".repeat(1024)}\r\n`;
  const head =
    "POST /v1/events/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  expect(await raw(url, head + chunk + chunk)).toMatch(/^HTTP\/1\.1 413 /);
});

test.each([
  ["GET /healthz HTTP/1.1\r\n\r\n", 400],
  ["GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n", 400],
  ["GET http://evil.example/v1/rules HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403],
  ["GET /v1/rules HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403],
  ["GET //evil.example/v1/rules HTTP/1.1\r\nHost: localhost\r\n\r\n", 404],
  ["GET /v1/alerts/%ff HTTP/1.1\r\nHost: localhost\r\n\r\n", 404],
  ["GET /v1/../healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 200],
  ["TRACE /v1/rules HTTP/1.1\r\nHost: localhost\r\n\r\n", 405],
  ["GARBAGE\r\n\r\n", 400],
  [`GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431],
])("the request %j gets %i", async (text, status) => {
  const { url } = await serve();
  const got = await raw(url, text, { end: true });
  expect(got.split("\r\n")[0]).toContain(` ${status} `);
  expect(got).not.toMatch(/\.(?:ts|js|mjs):\d/);
});

test("closing waits for what is being answered", async () => {
  const { url, backend, close } = await serve({}, { closeTimeout: 10_000 });
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  backend.search = () => held.then(() => Promise.reject(new Error("over")));
  const answer = fetch(`${url}/v1/events/search`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  await expect.poll(() => backend.searches.length).toBe(1);
  const closed = close();
  go();
  expect((await answer).status).toBe(500);
  await closed;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test("a client that leaves aborts its search", async () => {
  const { url, backend } = await serve();
  let aborted = false;
  backend.search = ({ signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        aborted = true;
        reject(signal.reason);
      });
    });
  const leaving = new AbortController();
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
    signal: leaving.signal,
  };
  const answer = fetch(`${url}/v1/events/search`, options).catch(() => undefined);
  await expect.poll(() => backend.searches.length).toBe(1);
  leaving.abort();
  await answer;
  await expect.poll(() => aborted).toBe(true);
});

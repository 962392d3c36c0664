import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { SECOND } from "../util/duration.ts";
import type { ApiApp } from "./app.ts";
import { Problem } from "./http/problem.ts";
import { problemResponse } from "./http/problem-response.ts";

export interface ServerOptions {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  readonly maxConnections?: number;
  /** ms until the headers, and the whole of a request, must have come. */
  readonly headersTimeout?: number;
  readonly requestTimeout?: number;
  /** ms that requests may still take when the server closes. */
  readonly closeTimeout?: number;
}

export interface RunningServer {
  /** With the port that it got: `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Takes no more requests, ends the streams, waits for what is being answered, then ends what is left. */
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 256;
const HEADERS_TIMEOUT = 10 * SECOND;
const REQUEST_TIMEOUT = 30 * SECOND;
const KEEP_ALIVE = 30 * SECOND;
const CLOSE_TIMEOUT = 5 * SECOND;
const IDLE_CHECK = 50;
const MOST_HEADER_BYTES = 16 * 1024;

/** Serves the app on a port. Rejects when the port cannot be had. */
export async function startServer(app: ApiApp, options: ServerOptions): Promise<RunningServer> {
  const headersTimeout = options.headersTimeout ?? HEADERS_TIMEOUT;
  const requestTimeout = options.requestTimeout ?? REQUEST_TIMEOUT;
  const server = createServer(
    {
      headersTimeout,
      requestTimeout,
      keepAliveTimeout: KEEP_ALIVE,
      maxHeaderSize: MOST_HEADER_BYTES,
      connectionsCheckingInterval: Math.max(50, Math.min(SECOND, headersTimeout / 2)),
    },
    listenerOf(app),
  );
  server.maxConnections = options.maxConnections ?? MAX_CONNECTIONS;
  await listen(server, options);
  return {
    url: urlOf(server.address() as AddressInfo),
    close: () => close(server, app, options.closeTimeout ?? CLOSE_TIMEOUT),
  };
}

function listenerOf(app: ApiApp): ReturnType<typeof getRequestListener> {
  // Over HTTP/1.1 the bindings are those of node:http.
  return getRequestListener((request, bindings) => app.fetch(request, bindings as HttpBindings), {
    overrideGlobalObjects: false,
    errorHandler: () => problemResponse(new Problem("invalid-request", "this is no request that can be answered")),
  });
}

function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function urlOf({ address, port, family }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

async function close(server: Server, app: ApiApp, timeout: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  app.close();
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK);
  const timer = setTimeout(() => server.closeAllConnections(), timeout);
  await closed;
  clearInterval(idle);
  clearTimeout(timer);
}

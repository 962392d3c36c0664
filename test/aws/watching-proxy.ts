import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  readonly method: string;
  /** Without the query, as it came. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `AmazonSQS.ReceiveMessage`; empty for S3. */
  readonly target: string;
  readonly body: string;
  /** Of the answer. */
  answer: string;
}

/** An answer instead of the server's; `cut`: the server's own, broken off after so many bytes. */
export type Fault =
  | { readonly status: number; readonly code: string; readonly delay?: number }
  | { readonly cut: number }
  | { readonly delay: number };

/** Stands between a client and the test server: notes what is asked, and makes trouble. */
export interface WatchingProxy {
  readonly endpoint: string;
  readonly seen: SeenRequest[];
  /** Most requests that were under way at the same time. */
  mostAtOnce: number;
  /** Asked of each request; null: the server's answer. */
  fault: (seen: SeenRequest) => Fault | null;
  stop(): Promise<void>;
}

export async function startWatchingProxy(target: string): Promise<WatchingProxy> {
  let atOnce = 0;
  const server = createServer((incoming, answer) => {
    atOnce++;
    proxy.mostAtOnce = Math.max(proxy.mostAtOnce, atOnce);
    answer.once("close", () => atOnce--);
    void handle(incoming, answer, target, proxy);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: WatchingProxy = {
    endpoint: `http://127.0.0.1:${port}`,
    seen: [],
    mostAtOnce: 0,
    fault: () => null,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

async function handle(incoming: IncomingMessage, answer: ServerResponse, target: string, proxy: WatchingProxy) {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const [path = "", query = ""] = (incoming.url ?? "").split("?");
  const seen: SeenRequest = {
    method: incoming.method ?? "",
    path,
    query: new URLSearchParams(query),
    target: String(incoming.headers["x-amz-target"] ?? ""),
    body: Buffer.concat(pieces).toString(),
    answer: "",
  };
  proxy.seen.push(seen);
  const fault = proxy.fault(seen);
  if (fault !== null && "delay" in fault) await new Promise((resolve) => setTimeout(resolve, fault.delay));
  if (fault !== null && "status" in fault) {
    answer.writeHead(fault.status, { "content-type": "application/xml" });
    answer.end(`<Error><Code>${fault.code}</Code><Message>made up</Message></Error>`);
    return;
  }
  const cut = fault !== null && "cut" in fault ? fault.cut : null;
  forward(incoming, Buffer.concat(pieces), target, (reply, body) => {
    seen.answer = body.toString();
    answer.writeHead(reply.statusCode ?? 500, reply.headers);
    if (cut === null) answer.end(body);
    else answer.write(body.subarray(0, cut), () => answer.destroy());
  });
}

function forward(
  incoming: IncomingMessage,
  body: Buffer,
  target: string,
  reply: (answer: IncomingMessage, body: Buffer) => void,
): void {
  const { hostname, port } = new URL(target);
  const { method, url, headers } = incoming;
  const outgoing = request({ hostname, port, method, path: url, headers }, (answer) => {
    const pieces: Buffer[] = [];
    answer.on("data", (piece: Buffer) => pieces.push(piece));
    answer.on("end", () => reply(answer, Buffer.concat(pieces)));
  });
  outgoing.on("error", () => incoming.destroy());
  outgoing.end(body);
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ReceiverMode } from "../schedule/step.ts";

/** One request that came in whole. */
export interface Delivered {
  /** Path of the URL: it tells the channels apart. */
  readonly path: string;
  /** The idempotency key; empty: there was none. */
  readonly key: string;
  /** Whether the signature is that of the body. */
  readonly signed: boolean;
  /** Parsed; null: no JSON. */
  readonly body: unknown;
  /** Which life of `serve` sent it. */
  readonly life: number;
  /** It did what the request asks for, unless it had done so for this key before. */
  readonly effect: boolean;
  /** The status that it answered at once; null: late or never. */
  readonly answered: number | null;
}

/** A receiver of notifications that people might have: it keeps, for each key, that it has done its part. */
export interface Receiver {
  readonly url: string;
  readonly log: readonly Delivered[];
  mode: ReceiverMode;
  life: number;
  close(): Promise<void>;
}

export interface Request {
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

const SLOW = 300;

/** `verify` tells whether a request is signed as it should be. */
export async function openReceiver(verify: (request: Request) => boolean, keyHeader: string): Promise<Receiver> {
  const log: Delivered[] = [];
  const server = createServer((request, response) => {
    void receive(request, response).catch(() => request.destroy());
  });
  const receiver = { url: "", log, mode: "works" as ReceiverMode, life: 0, close: () => closed(server) };
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await bodyOf(request);
    const { effect, status, end } = BEHAVIOUR[receiver.mode];
    log.push({
      path: request.url ?? "",
      key: String(request.headers[keyHeader] ?? ""),
      signed: verify({ headers: request.headers, text }),
      body: parsed(text),
      life: receiver.life,
      effect,
      answered: end === "answer" ? status : null,
    });
    answer(response, status, end);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
}

interface Behaviour {
  readonly effect: boolean;
  readonly status: number;
  readonly end: "answer" | "late" | "silence" | "cut";
}

const BEHAVIOUR: Readonly<Record<ReceiverMode, Behaviour>> = {
  works: { effect: true, status: 200, end: "answer" },
  fails: { effect: false, status: 500, end: "answer" },
  hangs: { effect: false, status: 0, end: "silence" },
  lost: { effect: true, status: 500, end: "answer" },
  dropped: { effect: true, status: 0, end: "cut" },
  slow: { effect: true, status: 200, end: "late" },
};

/** So that a schedule does not wait for a back-off of minutes. */
const SOON = { "retry-after": "0" };

function answer(response: ServerResponse, status: number, end: Behaviour["end"]): void {
  const send = (): void => {
    response.writeHead(status, status >= 500 ? SOON : {}).end();
  };
  switch (end) {
    case "answer":
      send();
      break;
    case "late":
      setTimeout(send, SLOW);
      break;
    case "silence":
      break;
    case "cut":
      response.destroy();
      break;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function closed(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

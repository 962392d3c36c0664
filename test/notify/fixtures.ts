import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Alert } from "../../src/alert/alert.ts";
import type { Message, Notice } from "../../src/notify/channel.ts";
import { noticeKey } from "../../src/notify/notice-key.ts";
import { makeAlert, makeStored } from "../alert/make-alert.ts";

export const NOW = Date.parse("2026-07-01T12:00:00.000Z");

export function makeNotice(over: Partial<Omit<Notice, "key">> = {}): Notice {
  const said = { channel: "soc", kind: "opened", thread: "t1", alert: "t1", severity: "medium", ...over } as const;
  return { key: noticeKey(said), ...said };
}

export function alertMessage(alert: Alert = makeAlert(), over: Partial<Omit<Notice, "key">> = {}): Message {
  const { severity } = alert.rule;
  const notice = makeNotice({ thread: alert.id, alert: alert.id, severity, ...over });
  return { kind: "alert", notice, stored: makeStored(alert) };
}

export function digestMessage(samples: readonly Alert[] = [makeAlert()]): Message {
  const groups = [{ rule: "A rule", severity: "high", count: 30 }] as const;
  return { kind: "digest", key: "d".repeat(64), total: 30, groups, samples: samples.map((each) => makeStored(each)) };
}

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A local HTTP receiver that keeps what it got. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** `answer` ends the response; nothing is answered where it does not. */
export async function receiver(answer: (response: ServerResponse, got: Received) => void): Promise<Receiver> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const got = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
      received.push(got);
      answer(response, got);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/hook`, port, received, close };
}

/** Never aborted. */
export const NEVER = new AbortController().signal;

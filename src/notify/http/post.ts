import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { withDeadline } from "../deadline.ts";
import { refusal } from "./address.ts";
import { checkedLookup, RefusedAddress, type Resolve } from "./checked-lookup.ts";

export interface HttpTarget {
  readonly url: URL;
  readonly allowPrivate: boolean;
  /** ms, of the whole exchange. */
  readonly timeout: number;
  readonly resolve: Resolve;
}

export interface Answer {
  readonly status: number;
  /** The header as it came. */
  readonly retryAfter: string | null;
  /** The beginning of the body. */
  readonly text: string;
}

/** Of an answer's body: what is waited for, and what is kept. */
const MOST_READ = 65_536;
const MOST_KEPT = 1_024;

/**
 * Posts `body` over a connection of its own, and follows nothing. Throws when no status came: a RefusedAddress when the target may not be
 * connected to, else what Node gives.
 */
export async function post(
  target: HttpTarget,
  headers: Readonly<Record<string, string>>,
  body: string,
  outer: AbortSignal,
): Promise<Answer> {
  checkLiteral(target);
  return withDeadline(outer, target.timeout, async (signal) => {
    const response = await exchange(target, headers, body, signal);
    const text = await beginningOf(response).catch(() => "");
    return { status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] ?? null, text };
  });
}

/** Node looks no address up that stands in the URL itself. The URL parser has made `0x7f.1` and `2130706433` into `127.0.0.1` already. */
function checkLiteral({ url, allowPrivate }: HttpTarget): void {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const why = isIP(host) === 0 ? null : refusal(host, allowPrivate);
  if (why !== null) throw new RefusedAddress(why);
}

function exchange(
  { url, allowPrivate, resolve }: HttpTarget,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const send = url.protocol === "https:" ? https.request : http.request;
  return new Promise((answered, failed) => {
    const options = { method: "POST", headers, agent: false, lookup: checkedLookup(resolve, allowPrivate), signal };
    const request = send(url, options, answered);
    request.on("error", failed);
    request.end(body);
  });
}

async function beginningOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > MOST_READ) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_KEPT).toString("utf8");
}

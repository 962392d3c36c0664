import type { Delivered } from "../play/receiver.ts";
import type { NoticeRow } from "../play/state.ts";
import { type DigestBody, type NoticeBody, readBody } from "../play/webhook.ts";
import { unsent } from "./notices.ts";
import { checkRequests, effects } from "./requests.ts";
import { some } from "./sentences.ts";

export interface Flooded {
  /** All requests of one channel. */
  readonly log: readonly Delivered[];
  /** Of the same channel. */
  readonly notices: readonly NoticeRow[];
  readonly fullLives: ReadonlySet<number>;
}

/** What is wrong with what came in on a channel that makes digests of many notices. Sentences. */
export function checkDigests({ log, notices, fullLives }: Flooded): readonly string[] {
  const came = new Map(effects(log).map((body) => [body.key, body]));
  const sent = notices.filter(({ status }) => status === "sent");
  const sizes = new Map<string, number>();
  for (const { digest } of sent) if (digest !== null) sizes.set(digest, (sizes.get(digest) ?? 0) + 1);
  const totals = [...lastBodies(log)].flatMap(([key, body]) => {
    const size = sizes.get(key);
    const total = body.kind === "digest" ? body.total : 1;
    return size === undefined || total >= size ? [] : [`${key}: ${total} of ${size}`];
  });
  return [
    ...checkRequests(log, fullLives),
    ...some("notices of digests were not sent", unsent(notices)),
    ...some(
      "notices count as sent and never came",
      sent.filter(({ digest }) => !came.has(digest ?? "")).map(({ key }) => key),
    ),
    ...some("digests tell fewer notices than they stand for", totals),
  ];
}

/** Notices may go from a digest while it is on its way, when alerts become one: then it tells more than what counts as sent afterwards. */
function lastBodies(log: readonly Delivered[]): ReadonlyMap<string, NoticeBody | DigestBody> {
  const bodies = log.flatMap(({ body }) => readBody(body) ?? []);
  return new Map(bodies.map((body) => [body.key, body]));
}

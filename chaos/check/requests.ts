import type { Delivered } from "../play/receiver.ts";
import { type DigestBody, type NoticeBody, readBody } from "../play/webhook.ts";
import { some } from "./sentences.ts";

/** The body of the first request of each key that had its effect: those that came after it did nothing. */
export function effects(log: readonly Delivered[]): readonly (NoticeBody | DigestBody)[] {
  const done = new Set<string>();
  return log.flatMap((each) => {
    if (!each.effect || done.has(each.key)) return [];
    done.add(each.key);
    return readBody(each.body) ?? [];
  });
}

/** What is wrong with requests by themselves, whatever they say. Sentences. */
export function checkRequests(log: readonly Delivered[], fullLives: ReadonlySet<number>): readonly string[] {
  const bodies = log.map(({ body }) => readBody(body));
  return [
    ...some(
      "requests have no body that can be read",
      at(bodies, (body) => body === null),
    ),
    ...some(
      "requests are not signed",
      at(log, ({ signed }) => !signed),
    ),
    ...some(
      "requests have another key than their body",
      at(log, ({ key }, i) => key === "" || bodies[i]?.key !== key),
    ),
    ...some("messages were sent again though they had come in", sentAgain(log, fullLives)),
  ];
}

/** Within one life of `serve` a success ends the matter. */
function sentAgain(log: readonly Delivered[], fullLives: ReadonlySet<number>): readonly string[] {
  const ended = new Set<string>();
  return log.flatMap(({ key, life, answered }) => {
    const again = ended.has(`${life} ${key}`) && !fullLives.has(life);
    if (answered === 200) ended.add(`${life} ${key}`);
    return again ? [key] : [];
  });
}

/** Positions of those that are so. */
function at<T>(list: readonly T[], is: (each: T, i: number) => boolean): readonly string[] {
  return list.flatMap((each, i) => (is(each, i) ? [`request ${i}`] : []));
}

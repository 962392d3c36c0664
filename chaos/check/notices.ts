import { SEVERITIES, type Severity } from "../../src/rule/rule.ts";
import type { ServedAlert } from "../play/api.ts";
import type { Delivered } from "../play/receiver.ts";
import type { NoticeRow } from "../play/state.ts";
import { type NoticeBody, readBody } from "../play/webhook.ts";
import { checkRequests, effects } from "./requests.ts";
import { doubled, some } from "./sentences.ts";

export interface Told {
  /** All requests of one channel. */
  readonly log: readonly Delivered[];
  /** Of the same channel. */
  readonly notices: readonly NoticeRow[];
  /** Current alerts at the end. */
  readonly alerts: readonly ServedAlert[];
  /** Whether an id or thread that no current alert has is still known to the API. */
  readonly resolves: ReadonlyMap<string, boolean>;
  /** Lives in which the disk was full: what they could not note down may be sent again. */
  readonly fullLives: ReadonlySet<number>;
}

/** A notice that had its effect. `now`: the thread that it belongs to since alerts became one. */
interface Said extends NoticeBody {
  readonly now: string;
}

/** What is wrong with what people were told on a channel that sends each notice by itself. Sentences. */
export function checkNotices(told: Told): readonly string[] {
  const { log, alerts, notices, resolves, fullLives } = told;
  const said = saidIn(log, notices);
  const known = new Set(alerts.flatMap(({ alert, aliases, thread }) => [alert.id, ...aliases, thread]));
  const opened = said.filter(({ kind }) => kind === "opened");
  const threads = [...new Set(said.map(({ thread }) => thread))];
  return [
    ...checkRequests(log, fullLives),
    ...some(
      "requests are digests",
      log.filter(({ body }) => readBody(body)?.kind === "digest").map(({ key }) => key),
    ),
    ...some("alerts were not told", untold(alerts, opened)),
    ...some("threads were opened twice", doubled(opened.map(({ thread }) => thread))),
    ...some("threads were told a severity twice", doubled(said.map((each) => `${each.thread} ${each.severity}`))),
    ...some(
      "alerts are more severe than was told",
      alerts.filter((each) => isWorse(each, said)).map(({ alert }) => alert.id),
    ),
    ...some(
      "threads were told that lead nowhere",
      threads.filter((id) => !known.has(id) && resolves.get(id) !== true),
    ),
    ...some("notices were not sent", unsent(notices)),
  ];
}

function saidIn(log: readonly Delivered[], notices: readonly NoticeRow[]): readonly Said[] {
  const threads = new Map(notices.map(({ key, thread }) => [key, thread]));
  return effects(log).flatMap((body) =>
    body.kind === "digest" ? [] : [{ ...body, now: threads.get(body.key) ?? body.thread }],
  );
}

function untold(alerts: readonly ServedAlert[], opened: readonly Said[]): readonly string[] {
  const threads = new Set(opened.map(({ now }) => now));
  return alerts.filter(({ thread }) => !threads.has(thread)).map(({ alert }) => alert.id);
}

/** The other way round is right: late events may lower a severity. */
function isWorse({ alert, thread }: ServedAlert, said: readonly Said[]): boolean {
  const told = said.filter(({ now }) => now === thread).map(({ severity }) => rank(severity));
  return told.length > 0 && Math.max(...told) < rank(alert.rule.severity);
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** `withheld`: the alert was gone before anybody was told. */
export function unsent(notices: readonly NoticeRow[]): readonly string[] {
  return notices.flatMap(({ key, status }) => (status === "sent" || status === "withheld" ? [] : [`${key} ${status}`]));
}

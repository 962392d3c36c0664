import { type Fetching, fetchObjects } from "../aws/fetch-objects.ts";
import { isLogKey } from "../aws/log-key.ts";
import type { FoundObject } from "../found-object.ts";
import { GONE, mayChange, NOT_A_LOG } from "../reasons.ts";
import type { FetchedObject, Ledger } from "../source.ts";
import type { Notice } from "./inbox.ts";

export interface NoticeFetching extends Fetching {
  readonly ledger: Ledger;
  /** Its name in the ledger. */
  readonly source: string;
}

/** What came of notices: each is in one of the four lists. */
export interface FetchedNotices {
  /** Each version once, also when several notices tell of it. */
  readonly objects: readonly FetchedObject[];
  /** Everything that they tell of is in `objects` or in the ledger. */
  readonly read: readonly Notice[];
  /** Everything that they tell of is in the ledger. */
  readonly known: readonly Notice[];
  /** Something that they tell of is forbidden or not there. */
  readonly refused: readonly Notice[];
  /** The connection failed: to be tried again. */
  readonly waiting: readonly Notice[];
  /** Of the last refusal, for people; null: none. */
  readonly problem: string | null;
  readonly failure: unknown;
}

/** Fetches what notices tell of and the ledger does not know. */
export async function fetchNotices(
  notices: readonly Notice[],
  fetching: NoticeFetching,
  signal: AbortSignal,
): Promise<FetchedNotices> {
  const versions = new Map(notices.flatMap(({ objects }) => objects).map((each) => [versionOf(each), each]));
  const asked = [...versions.values()];
  const inLedger = asked.length === 0 ? [] : await fetching.ledger.known(fetching.source, asked);
  const fresh = asked.filter((_, i) => inLedger[i] !== true);
  const others = fresh.filter((each) => !isLog(each)).map((each) => ({ ...each, path: null, reason: NOT_A_LOG }));
  const { fetched, left, failure } = await fetchObjects(fresh.filter(isLog), fetching, signal);
  const refused = new Set(fetched.filter(isRefused).map(versionOf));
  const waiting = new Set(left.map(versionOf));
  const unknown = new Set(fresh.map(versionOf));
  const state = ({ objects }: Notice): "waiting" | "refused" | "read" | "known" => {
    const names = objects.map(versionOf);
    if (names.some((name) => waiting.has(name))) return "waiting";
    if (names.some((name) => refused.has(name))) return "refused";
    return names.some((name) => unknown.has(name)) ? "read" : "known";
  };
  const of = (wanted: ReturnType<typeof state>) => notices.filter((each) => state(each) === wanted);
  const last = fetched.findLast(isRefused);
  return {
    objects: [...others, ...fetched.filter((each) => !isRefused(each))],
    read: of("read"),
    known: of("known"),
    refused: of("refused"),
    waiting: of("waiting"),
    problem:
      last === undefined
        ? null
        : `${JSON.stringify(last.key)} cannot be read: ${last.reason}; its message is left to the queue`,
    failure,
  };
}

function versionOf({ key, etag }: FoundObject): string {
  return JSON.stringify([key, etag]);
}

function isLog({ key }: FoundObject): boolean {
  return isLogKey(key.slice(key.indexOf("/") + 1));
}

/** The queue delivers its message again: the right may be granted, the object may come. */
function isRefused({ reason }: FetchedObject): boolean {
  return reason !== null && (reason === GONE || mayChange(reason));
}

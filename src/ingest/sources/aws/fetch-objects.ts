import type { S3Client } from "@aws-sdk/client-s3";
import pLimit from "p-limit";
import { pause } from "../../../util/pause.ts";
import { backOff } from "../back-off.ts";
import type { FoundObject } from "../found-object.ts";
import { TOO_LARGE } from "../reasons.ts";
import type { FetchedObject } from "../source.ts";
import { objectReason } from "./aws-failure.ts";
import { download } from "./download.ts";
import type { FetchFolder } from "./fetch-folder.ts";

/** Objects that are fetched at the same time. */
const AT_ONCE = 8;
/** Tries of one object, each with those of the SDK: a connection that breaks within the content is for us to retry. */
const TRIES = 3;

export interface Fetching {
  readonly client: S3Client;
  readonly folder: FetchFolder;
  readonly maxObjectBytes: number;
}

export interface FetchResult {
  /** In the order in which they were asked for. */
  readonly fetched: readonly FetchedObject[];
  /** Not to be had now: the network, throttling, credentials. */
  readonly left: readonly FoundObject[];
  /** Why some are left; null when none is. */
  readonly failure: unknown;
}

/** Fetches objects side by side. After one that fails for a reason of the connection, those not yet begun are left. */
export async function fetchObjects(
  objects: readonly FoundObject[],
  fetching: Fetching,
  signal: AbortSignal,
): Promise<FetchResult> {
  let failure: unknown = null;
  const one = async (object: FoundObject): Promise<FetchedObject | null> => {
    if (failure !== null || signal.aborted) return null;
    try {
      return await fetchOne(object, fetching, signal);
    } catch (error) {
      failure ??= error;
      return null;
    }
  };
  const results = await pLimit(AT_ONCE).map(objects, one);
  return {
    fetched: results.filter((each) => each !== null),
    left: objects.filter((_, i) => results[i] === null),
    failure,
  };
}

async function fetchOne(object: FoundObject, fetching: Fetching, signal: AbortSignal): Promise<FetchedObject> {
  if (object.size > fetching.maxObjectBytes) return { ...object, path: null, reason: TOO_LARGE };
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(object, fetching, signal);
    } catch (error) {
      const reason = objectReason(error);
      if (reason !== null) return { ...object, path: null, reason };
      if (tries >= TRIES || signal.aborted) throw error;
      await pause(backOff(tries), signal);
    }
  }
}

async function attempt(object: FoundObject, fetching: Fetching, signal: AbortSignal): Promise<FetchedObject> {
  const { client, folder, maxObjectBytes } = fetching;
  const slash = object.key.indexOf("/");
  const place = { bucket: object.key.slice(0, slash), key: object.key.slice(slash + 1) };
  const path = folder.newPath();
  const whole = await download(client, { ...place, path, maxBytes: maxObjectBytes }, signal);
  return whole ? { ...object, path, reason: null } : { ...object, path: null, reason: TOO_LARGE };
}

import type { Detection } from "../../detect/detection.ts";
import type { JsonObject } from "../../util/json.ts";
import type { AlertEvents, AlertIdentity, IsoTime } from "../alert.ts";
import { type SecretRead, secretReads } from "../secret-reads.ts";
import type { Place } from "./draft.ts";

/** What the response steps are made of. */
export interface ResponseFacts {
  readonly identity: AlertIdentity;
  /** The account and region that recorded the events: where the secrets are. */
  readonly place: Place;
  readonly first: IsoTime;
  readonly last: IsoTime;
  /** The secrets that were read, sorted by name; at most MOST_ROTATED. */
  readonly secrets: readonly SecretRead[];
  readonly secretsTotal: number;
  /** A `trailhound events` line for what the identity did since; null when it has no safe form. */
  readonly afterwards: string | null;
}

export const MOST_ROTATED = 100;

export interface FactSources {
  readonly detection: Detection;
  readonly identity: AlertIdentity;
  readonly events: readonly JsonObject[];
  readonly alertEvents: AlertEvents;
  readonly afterwards: string | null;
}

export function responseFacts({ detection, identity, events, alertEvents, afterwards }: FactSources): ResponseFacts {
  const { secrets } = detection.events;
  return {
    identity,
    place: { account: alertEvents.accounts[0] ?? identity.account, region: alertEvents.regions[0] ?? null },
    first: alertEvents.first,
    last: alertEvents.last,
    secrets: secretReads(secrets.slice(0, MOST_ROTATED), events),
    secretsTotal: secrets.length,
    afterwards,
  };
}

/** Where the identity itself lives: IAM calls go there. */
export function identityPlace({ identity, place }: ResponseFacts): Place {
  return { account: identity.account ?? place.account, region: place.region };
}

import type { Detection } from "../detect/detection.ts";
import type { JsonObject } from "../util/json.ts";
import type { AlertEvents } from "./alert.ts";
import { distinct } from "./document/distinct.ts";
import { ofRecord } from "./document/of-record.ts";
import { firstAt } from "./document/read-path.ts";
import { isoTime } from "./iso-time.ts";

const MOST_LISTED = 20;

export interface Fallback {
  readonly account?: string;
  readonly region?: string;
}

/** How many events, when, and what and where the listed ones were. */
export function eventsOf({ events }: Detection, records: readonly JsonObject[], fallback: Fallback): AlertEvents {
  const gather = (read: (record: JsonObject) => string | null | undefined): readonly string[] =>
    distinct(
      records.flatMap((record) => read(record) ?? []),
      MOST_LISTED,
    );
  return {
    total: events.total,
    first: isoTime(events.first),
    last: isoTime(events.last),
    ids: events.ids,
    actions: gather(actionOf),
    accounts: gather((record) => accountOf(record) ?? fallback.account),
    regions: gather((record) => regionOf(record) ?? fallback.region),
  };
}

const regionOf = ofRecord((record) => firstAt(record, "awsRegion"));

const accountOf = ofRecord(
  (record) => firstAt(record, "recipientAccountId") ?? firstAt(record, "userIdentity.accountId"),
);

/** `ssm:GetParameter`. */
const actionOf = ofRecord((record) => {
  const name = firstAt(record, "eventName");
  const source = firstAt(record, "eventSource")?.replace(/\.amazonaws\.com$/, "");
  return name === null ? null : `${source ?? "unknown"}:${name}`;
});

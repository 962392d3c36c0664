import type { ColumnName } from "../catalog/columns.ts";
import type { TextColumn } from "../parquet/text-column.ts";
import type { TimeColumn } from "../parquet/time-column.ts";
import type { UniqueTextColumn } from "../parquet/unique-text-column.ts";
import { DerivedColumns } from "./derived-columns.ts";
import { EventColumns } from "./event-columns.ts";
import { KNOWN_KEYS, keyNumber } from "./known-keys.ts";
import { setMember } from "./member-texts.ts";
import type { RecordMembers } from "./record-members.ts";
import { RestFields } from "./rest-fields.ts";
import { usualTime } from "./usual-time.ts";

/** Fields that a text column shows as they are. */
const COPIED = [
  ["user_identity", "userIdentity"],
  ["event_id", "eventID"],
  ["request_id", "requestID"],
  ["event_source", "eventSource"],
  ["event_name", "eventName"],
  ["recipient_account", "recipientAccountId"],
  ["source_address", "sourceIPAddress"],
  ["request_parameters", "requestParameters"],
  ["error_code", "errorCode"],
  ["error_message", "errorMessage"],
  ["aws_region", "awsRegion"],
  ["event_type", "eventType"],
  ["event_category", "eventCategory"],
  ["event_version", "eventVersion"],
  ["api_version", "apiVersion"],
  ["vpc_endpoint_id", "vpcEndpointId"],
  ["vpc_endpoint_account", "vpcEndpointAccountId"],
  ["session_from_console", "sessionCredentialFromConsole"],
  ["shared_event_id", "sharedEventID"],
  ["user_agent", "userAgent"],
  ["response_elements", "responseElements"],
  ["additional_event_data", "additionalEventData"],
  ["service_event_details", "serviceEventDetails"],
  ["resources", "resources"],
  ["tls_details", "tlsDetails"],
] as const satisfies readonly (readonly [ColumnName, string])[];

const TIME = keyNumber("eventTime");
const ID = keyNumber("eventID");

/** Fills the columns of a row group of events, one record after another. */
export class EventRows {
  readonly columns: EventColumns;
  count = 0;
  /** Epoch ms. */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  /** By number of the key. */
  readonly #copied: readonly (TextColumn | UniqueTextColumn | undefined)[];
  readonly #derived: DerivedColumns;
  readonly #rest = new RestFields();
  readonly #time: TimeColumn;
  readonly #id: UniqueTextColumn;
  readonly #restColumn: TextColumn;

  constructor(mostRows: number) {
    this.columns = new EventColumns(mostRows);
    const { columns } = this;
    const names = new Map<string, ColumnName>(COPIED.map(([name, key]) => [key, name]));
    this.#copied = KNOWN_KEYS.map((key) => {
      const name = names.get(key);
      if (name === undefined) return undefined;
      return name === "event_id" || name === "request_id" ? columns.unique(name) : columns.text(name);
    });
    this.#time = columns.time();
    this.#id = columns.unique("event_id");
    this.#restColumn = columns.text("rest");
    this.#derived = new DerivedColumns(columns);
  }

  /** `hash`: stands in for a missing eventID. `usual`: isUsualRecord says so. */
  add(members: RecordMembers, hash: string | null, usual: boolean): void {
    const row = this.count++;
    this.#setTime(row, members, usual);
    const { known, knownCount } = members;
    for (let i = 0; i < knownCount; i++) {
      const key = known[i] as number;
      const column = key === ID && hash !== null ? undefined : this.#copied[key];
      if (column !== undefined) setMember(column, row, members, key);
    }
    if (hash !== null) this.#id.set(row, Buffer.from(hash), 0, hash.length);
    this.#derived.add(row, members);
    const rest = this.#rest.write(members, usual);
    if (rest !== null) this.#restColumn.set(row, rest, 0, rest.length);
  }

  #setTime(row: number, { bytes, from, to }: RecordMembers, usual: boolean): void {
    const start = from[TIME] as number;
    const end = to[TIME] as number;
    const time = usual ? usualTime(bytes, start, end) : Date.parse(JSON.parse(bytes.toString("utf8", start, end)));
    this.#time.set(row, time);
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
  }

  /** Fills the columns that are derived of others; call before the row group is written. */
  complete(): void {
    this.#derived.complete(this.count);
  }

  /** After the columns were cleared. */
  clear(): void {
    this.count = 0;
    this.first = Number.POSITIVE_INFINITY;
    this.last = Number.NEGATIVE_INFINITY;
    this.#derived.clear();
  }
}

import type { Value } from "../../ir/expr.ts";
import type { Binding } from "../../ir/vocabulary.ts";
import { column } from "../columns.ts";
import { prunedRaw } from "../vocabulary/pruned-raw.ts";
import { rawBinding } from "../vocabulary/raw-value.ts";
import { constant, pruned } from "../vocabulary/values.ts";
import { ACCOUNT } from "./account.ts";
import { CONSTANTS, CREATION_DATE, RENAMES } from "./renames.ts";

/** Only of AWS's own services, which are all that end so. */
const SERVICE_NAME: Value = pruned({ kind: "without_suffix", column: "event_source", suffix: ".amazonaws.com" });

/**
 * The fields that take one field of the record, and the constants. `event.ingested` is the event's own time: rules use it
 * only to choose their window, and a window over stored events has no other arrival time that a repeated run would agree on.
 */
export const ENVELOPE: readonly Binding[] = [
  { name: "@timestamp", type: "time", value: column("event_time") },
  { name: "event.ingested", type: "time", value: column("event_time") },
  ...RENAMES.map(([name, raw]): Binding => ({ name, type: rawBinding(raw)?.type ?? "text", value: prunedRaw(raw) })),
  { name: CREATION_DATE[0], type: "time", value: prunedRaw(CREATION_DATE[1]) },
  ...CONSTANTS.map(([name, text]): Binding => ({ name, type: "text", value: constant(text) })),
  { name: "cloud.service.name", type: "text", value: SERVICE_NAME },
  { name: "event.outcome", type: "text", value: column("outcome") },
  { name: "aws.cloudtrail.read_only", type: "boolean", value: column("read_only") },
  { name: "aws.cloudtrail.management_event", type: "text", value: column("management_event") },
  { name: "aws.cloudtrail.shared_event_id", type: "text", value: pruned(column("shared_event_id")) },
  { name: "cloud.account.id", type: "text", value: ACCOUNT },
];

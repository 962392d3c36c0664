import type { ColumnName } from "../columns.ts";

export interface Payload {
  /** Under `aws.cloudtrail` for the text form, under `aws.cloudtrail.flattened` for the object. */
  readonly ecs: string;
  readonly raw: string;
  readonly column: ColumnName;
}

/** The four objects that the pipeline keeps twice: as Java text and as an object. */
export const PAYLOADS: readonly Payload[] = [
  { ecs: "request_parameters", raw: "requestParameters", column: "request_parameters" },
  { ecs: "response_elements", raw: "responseElements", column: "response_elements" },
  { ecs: "additional_eventdata", raw: "additionalEventData", column: "additional_event_data" },
  { ecs: "service_event_details", raw: "serviceEventDetails", column: "service_event_details" },
];

/** From this length of the text form on, the pipeline drops the object. */
export const LONGEST_FLATTENED = 32_766;

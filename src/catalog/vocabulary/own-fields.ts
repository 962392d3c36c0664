import type { Binding } from "../../ir/vocabulary.ts";
import { column } from "../columns.ts";
import { all } from "./values.ts";

/** Our own fields, the same in every vocabulary (with `@` in Datadog's). */
export const OWN_FIELDS: readonly Binding[] = [
  { name: "trailhound.secrets", type: "text", value: column("secrets") },
  { name: "trailhound.actor", type: "text", value: column("actor") },
  { name: "trailhound.role", type: "text", value: column("role_name") },
  { name: "trailhound.session", type: "text", value: column("session_name") },
];

/** Every text of an event: the typed texts that no JSON column repeats, the JSON columns whole, and what we derive. */
export const EVERYTHING: Binding = {
  name: "*",
  type: "text",
  value: all([
    column("event_id"),
    column("event_source"),
    column("event_name"),
    column("aws_region"),
    column("event_type"),
    column("event_category"),
    column("event_version"),
    column("api_version"),
    column("request_id"),
    column("shared_event_id"),
    column("recipient_account"),
    column("vpc_endpoint_id"),
    column("vpc_endpoint_account"),
    column("error_code"),
    column("error_message"),
    column("session_from_console"),
    column("source_address"),
    column("user_agent"),
    column("outcome"),
    column("user_identity"),
    column("request_parameters"),
    column("response_elements"),
    column("additional_event_data"),
    column("service_event_details"),
    column("resources"),
    column("tls_details"),
    column("rest"),
  ]),
};

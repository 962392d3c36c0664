import { anyOf, not } from "../../ir/build.ts";
import type { Value, ValueType } from "../../ir/expr.ts";
import type { Binding } from "../../ir/vocabulary.ts";
import { column } from "../columns.ts";
import { RESOURCE_ARNS } from "../vocabulary/raw-value.ts";
import { all, constant, exists, isInNetworks, isLike, missing, path, when } from "../vocabulary/values.ts";
import { INSTANCE_SESSIONS, PRIVATE_NETWORKS } from "./constants.ts";
import { GEO_FIELDS } from "./geo-fields.ts";

const SOURCE_IP = column("source_ip");
const SESSION = column("session_name");
const FAILED = exists(column("error_code"));
const IS_PRIVATE = isInNetworks(SOURCE_IP, PRIVATE_NETWORKS);

function text(name: string, value: Value): Binding {
  return { name, type: "text", value };
}

/** `yes` in the events where the condition holds, `no` in the others. */
function either(condition: Parameters<typeof not>[0], yes: string, no: string): Value {
  return all([when(condition, constant(yes)), when(not(condition), constant(no))]);
}

/** Attributes (`@` in a query, without it here) that Datadog's CloudTrail pipeline adds to the record. */
export const ATTRIBUTES: readonly Binding[] = [
  text("evt.name", column("event_name")),
  text("userIdentity.session_name", SESSION),
  text("userIdentity.assumed_role", column("role_name")),
  text("usr.name", column("identity_user_name")),
  text("usr.id", column("identity_principal_id")),
  text("usr.account_id", column("identity_account")),
  text("usr.access_key_id", column("identity_access_key")),
  text("network.client.ip", column("source_address")),
  { name: "network.ip.list", type: "ip", value: SOURCE_IP },
  {
    name: "network.client.is_private_network_ip",
    type: "boolean",
    value: when(exists(SOURCE_IP), either(IS_PRIVATE, "true", "false")),
  },
  text("network.client.geoip.ipAddress", SOURCE_IP),
  text("network.client.geoip.invalidAddress", when(missing(SOURCE_IP), column("source_address"))),
  ...GEO_FIELDS.map(
    ([name, ecs, type]): Binding => ({
      name: `network.client.geoip.${name}`,
      type: type as ValueType,
      value: path("source_info", ...ecs.split(".")),
      needs: "ip",
    }),
  ),
  text("http.useragent", column("user_agent")),
  text("error.kind", column("error_code")),
  text("error.message", column("error_message")),
  text("level", either(FAILED, "Error", "Info")),
  text("resource.ARN", RESOURCE_ARNS),
  text("resource.type", path("resources", "type")),
  text("resource.accountId", path("resources", "accountId")),
];

/** Names without `@`: Datadog's reserved attributes, and the tags that a CloudTrail record itself implies. */
export const RESERVED: readonly Binding[] = [
  text("source", constant("cloudtrail")),
  text("service", constant("cloudtrail")),
  text("host", when(anyOf(INSTANCE_SESSIONS.map((glob) => isLike(SESSION, glob))), SESSION)),
  text("status", either(FAILED, "error", "info")),
  { name: "timestamp", type: "time", value: column("event_time") },
  { name: "date", type: "time", value: column("event_time") },
  text("account", column("account")),
];

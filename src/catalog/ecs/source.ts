import { allOf, not } from "../../ir/build.ts";
import type { Value, ValueType } from "../../ir/expr.ts";
import type { Binding } from "../../ir/vocabulary.ts";
import { column } from "../columns.ts";
import { prunedRaw } from "../vocabulary/pruned-raw.ts";
import { all, isInNetworks, isLike, missing, path, when } from "../vocabulary/values.ts";
import { INSTANCE_PATHS } from "./related-rows.ts";

const SOURCE_IP = column("source_ip");
const EVERY_NETWORK = ["0.0.0.0/0", "::/0"];
/** `i-` and at least eight characters: shorter ids are no instances. */
const INSTANCE_ID = "i-????????*";

function geo(name: string, type: ValueType = "text"): Binding {
  return { name: `source.${name}`, type, value: path("source_info", ...name.split(".")), needs: "ip" };
}

function agent(name: string): Binding {
  return { name: `user_agent.${name}`, type: "text", value: path("agent_info", ...name.split(".")), needs: "agent" };
}

/** A host name outside AWS: a dot, no blank, not an address, not under `amazonaws.com`. */
function foreignHost(value: Value): Value {
  return when(
    allOf([
      isLike(value, "*.*"),
      not(isLike(value, "* *")),
      not(isLike(value, "*amazonaws.com")),
      not(isInNetworks(value, EVERY_NETWORK)),
    ]),
    value,
  );
}

const DETAILS_IP = prunedRaw("serviceEventDetails.sourceIpAddress");

/** Where the call came from. `related.hosts` lacks the instance ids inside the ARNs of `resources`. */
export const SOURCE: readonly Binding[] = [
  { name: "source.ip", type: "ip", value: SOURCE_IP },
  geo("geo.continent_name"),
  geo("geo.country_iso_code"),
  geo("geo.country_name"),
  geo("geo.region_iso_code"),
  geo("geo.region_name"),
  geo("geo.city_name"),
  geo("geo.location.lat", "number"),
  geo("geo.location.lon", "number"),
  geo("as.number", "number"),
  geo("as.organization.name"),
  agent("name"),
  agent("version"),
  agent("device.name"),
  agent("os.name"),
  agent("os.version"),
  agent("os.full"),
  {
    name: "related.ip",
    type: "ip",
    value: all([SOURCE_IP, when(isInNetworks(DETAILS_IP, EVERY_NETWORK), DETAILS_IP)]),
  },
  {
    name: "related.hosts",
    type: "text",
    value: all([
      foreignHost(prunedRaw("tlsDetails.clientProvidedHostHeader")),
      when(missing(SOURCE_IP), foreignHost(prunedRaw("sourceIPAddress"))),
      prunedRaw("requestParameters.computerName"),
      ...INSTANCE_PATHS.map(prunedRaw).map((value) => when(isLike(value, INSTANCE_ID), value)),
    ]),
  },
];

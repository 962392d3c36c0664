import { ipKey } from "../../util/ip.ts";
import { INSTANCE_PATHS } from "../ecs/related-rows.ts";
import { leavesAt } from "../record/leaves-at.ts";
import type { RawObject } from "../record/raw-value.ts";
import { textAt } from "../record/text-at.ts";
import { distinct } from "./ecs-identity.ts";

const SHORTEST_INSTANCE_ID = 10;
const INSTANCE_ARN = ":instance/";

/** `related.hosts`: host names outside AWS, and EC2 instance ids. */
export function relatedHosts(record: RawObject): string[] {
  const ids = [...INSTANCE_PATHS.flatMap((path) => leavesAt(record, path.split("."))), ...instancesOfResources(record)];
  return distinct([
    foreignHost(textAt(record, "tlsDetails.clientProvidedHostHeader")),
    foreignHost(textAt(record, "sourceIPAddress")),
    textAt(record, "requestParameters.computerName"),
    ...ids.filter((id) => id.startsWith("i-") && id.length >= SHORTEST_INSTANCE_ID),
  ]);
}

function instancesOfResources(record: RawObject): string[] {
  const arns = ["ARN", "arn"].flatMap((key) => leavesAt(record["resources"], [key]));
  return arns.flatMap((arn) => {
    const at = arn.indexOf(INSTANCE_ARN);
    return at === -1 ? [] : [arn.slice(at + INSTANCE_ARN.length)];
  });
}

function foreignHost(text: string | undefined): string | undefined {
  if (text === undefined || !text.includes(".") || text.includes(" ")) return undefined;
  return text.endsWith("amazonaws.com") || ipKey(text) !== undefined ? undefined : text;
}

import type { Binding } from "../../ir/vocabulary.ts";
import { NOTHING } from "../vocabulary/values.ts";

/** Field sets of ECS and of Elastic's agents that no CloudTrail event fills. */
const SETS: ReadonlySet<string> = new Set(
  (
    "as client code_signature container destination device dll dns email faas file gen_ai geo hash host http interface " +
    "network observer orchestrator organization os package process registry rule server threat trace tracing " +
    "transaction span url vlan volume vulnerability x509 winlog powershell endpoint kibana signal"
  ).split(" "),
);

/** What is left empty of the field sets that CloudTrail does fill, below each set. */
const REST: Readonly<Record<string, string>> = {
  event: "code duration end hash reason reference risk_score risk_score_norm sequence severity start timezone url",
  user: "domain full_name hash roles effective.id effective.name target.email target.full_name changes.email",
  source:
    "bytes domain mac nat.ip nat.port packets port registered_domain subdomain top_level_domain user.id user.name",
  cloud: "account.name availability_zone instance.id instance.name machine.type project.id project.name",
  error: "code id message stack_trace type",
  group: "domain",
  tls: "established next_protocol resumed curve",
  user_agent: "os.family os.kernel os.platform os.type",
};

const LEAVES: ReadonlySet<string> = new Set([
  "message",
  "related.hash",
  ...Object.entries(REST).flatMap(([set, names]) => names.split(" ").map((name) => `${set}.${name}`)),
]);

/** Where the thing itself stands, for those that people look for. */
const INSTEAD: Readonly<Record<string, string>> = {
  "error.code": 'CloudTrail\'s error code is "aws.cloudtrail.error_code"',
  "error.message": 'CloudTrail\'s error message is "aws.cloudtrail.error_message"',
  "event.code": 'the name of the API call is "event.action"',
  "user.domain": 'Elastic fills it only in old versions; the whole name is "user.name"',
  "user.roles": 'the role of a session is "user.name" or "trailhound.role"',
  "cloud.instance.id": 'an instance\'s own calls have its id as "trailhound.session"',
  "client.ip": 'the address of the caller is "source.ip"',
  "source.domain": 'a caller that is no address stands in "source.address"',
  "related.hash": "only digest records have it, and they are no events: they are not stored",
  message: 'the record has no message; its texts are under "aws.cloudtrail"',
};

/**
 * ECS names that Elastic leaves empty in CloudTrail events, too. Queries find nothing with them in Elasticsearch, without
 * an error; so here, with a note for the reader.
 */
export function neverFilled(fieldName: string): Binding | undefined {
  const [top = ""] = fieldName.split(".");
  if (!SETS.has(top) && !LEAVES.has(fieldName)) return undefined;
  const set = `CloudTrail has no such field: nothing fills "${SETS.has(top) ? top : fieldName}" in its events`;
  const note = Object.hasOwn(INSTEAD, fieldName) ? INSTEAD[fieldName] : undefined;
  return { name: fieldName, type: "text", value: NOTHING, note: note ?? set };
}

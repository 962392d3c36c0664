/** What to use instead of an ECS field that is not there. */
const INSTEAD: Readonly<Record<string, string>> = {
  "error.code": 'CloudTrail\'s error code is "aws.cloudtrail.error_code"',
  "error.message": 'CloudTrail\'s error message is "aws.cloudtrail.error_message"',
  "cloud.service.name": 'compare the service as "event.provider", e.g. event.provider:"ssm.amazonaws.com"',
  "event.created": 'there is no arrival time; the event\'s own time is "@timestamp"',
  "event.original": 'the record itself is not a field; its parts are under "aws.cloudtrail"',
  "event.code": 'the name of the API call is "event.action"',
  "user.domain": 'Elastic fills it only in old versions; the whole name is "user.name"',
  "user.roles": 'the role of a session is "user.name" or "trailhound.role"',
  "cloud.instance.id": 'an instance\'s own calls have its id as "trailhound.session"',
  "client.ip": 'the address of the caller is "source.ip"',
  "source.domain": 'a caller that is no address stands in "source.address"',
  "related.hash": "only digest records have it, and they are no events: they are not stored",
  message: 'the record has no message; its texts are under "aws.cloudtrail"',
};

/** Parts of the record that the pipeline keeps, but only of records that are no events. */
const NOT_STORED: readonly (readonly [prefix: string, why: string])[] = [
  ["aws.cloudtrail.flattened.digest", "digest records are no events: they are not stored"],
  ["aws.cloudtrail.digest", "digest records are no events: they are not stored"],
  ["aws.cloudtrail.flattened.insight_details", "CloudTrail Insights records are no events: they are not stored"],
  ["aws.cloudtrail.insight_details", "CloudTrail Insights records are no events: they are not stored"],
];

/** Field sets of ECS and of Elastic's agents that no CloudTrail event fills. */
const NEVER_FILLED: ReadonlySet<string> = new Set(
  (
    "agent as client code_signature container destination device dll dns elastic_agent email faas file fileset geo hash " +
    "host http input interface labels log network observer orchestrator organization os package process registry rule " +
    "server threat tracing trace transaction span url vlan volume vulnerability x509 winlog powershell endpoint tags"
  ).split(" "),
);

/** Why an ECS name is not known, or what to use; undefined when the name is just unknown. */
export function ecsHint(fieldName: string): string | undefined {
  if (Object.hasOwn(INSTEAD, fieldName)) return INSTEAD[fieldName];
  const notStored = NOT_STORED.find(([prefix]) => fieldName === prefix || fieldName.startsWith(`${prefix}.`));
  if (notStored) return notStored[1];
  const [top = ""] = fieldName.split(".");
  return NEVER_FILLED.has(top) ? `CloudTrail has no such field: nothing fills "${top}" in its events` : undefined;
}

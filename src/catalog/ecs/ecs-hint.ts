/** What to use instead of a field that Elastic's documents have and these events cannot have. */
const INSTEAD: Readonly<Record<string, string>> = {
  "event.created": 'there is no arrival time; the event\'s own time is "@timestamp"',
  "event.original": 'the record itself is not a field; its parts are under "aws.cloudtrail"',
};

/** Parts of the record that the pipeline keeps, but only of records that are no events. */
const NOT_STORED: readonly (readonly [prefix: string, why: string])[] = [
  ["aws.cloudtrail.flattened.digest", "digest records are no events: they are not stored"],
  ["aws.cloudtrail.digest", "digest records are no events: they are not stored"],
  ["aws.cloudtrail.flattened.insight_details", "CloudTrail Insights records are no events: they are not stored"],
  ["aws.cloudtrail.insight_details", "CloudTrail Insights records are no events: they are not stored"],
];

/** What Elastic's shipper adds on the way: in its documents these fields are filled, so a query with them finds something. */
const SHIPPER = [
  "agent",
  "aws.s3",
  "data_stream.namespace",
  "elastic_agent",
  "fileset",
  "input",
  "labels",
  "log",
  "tags",
];

/** Why an ECS name is not known, or what to use; undefined when the name is just unknown. */
export function ecsHint(fieldName: string): string | undefined {
  if (Object.hasOwn(INSTEAD, fieldName)) return INSTEAD[fieldName];
  const notStored = NOT_STORED.find(([prefix]) => isBelow(fieldName, prefix));
  if (notStored) return notStored[1];
  const set = SHIPPER.find((prefix) => isBelow(fieldName, prefix));
  return set && `Elastic's shipper fills "${set}": a CloudTrail file has nothing of it`;
}

function isBelow(fieldName: string, prefix: string): boolean {
  return fieldName === prefix || fieldName.startsWith(`${prefix}.`);
}

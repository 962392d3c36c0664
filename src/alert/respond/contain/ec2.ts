import type { ResponseStep } from "../../alert.ts";
import { aws, eachOf, orElse } from "../command-lines.ts";
import { type Assigned, type Draft, finish } from "../draft.ts";
import { identityPlace, type ResponseFacts } from "../response-facts.ts";

/** Sessions that EC2 makes for an instance carry its id as their name. */
export function containEc2(facts: ResponseFacts): readonly ResponseStep[] {
  const { session, type } = facts.identity;
  if (type !== "AssumedRole" || session === null || !/^i-[0-9a-f]{8,17}$/.test(session)) return [];
  return [metadata(facts, session), quarantine(facts, session)].map(finish);
}

function instance(id: string): Assigned {
  return { name: "IID", what: "instance id", text: id, shape: "instance" };
}

function metadata(facts: ResponseFacts, id: string): Draft {
  const present = "--query 'Reservations[].Instances[].MetadataOptions'";
  const requireTokens = "--http-tokens required --http-endpoint enabled";
  return {
    step: "contain",
    title:
      "Require IMDSv2 on the instance (software that only knows IMDSv1 loses its credentials). The settings of before are printed first",
    effect: "disruptive",
    place: identityPlace(facts),
    values: [instance(id)],
    lines: [
      aws(`ec2 describe-instances --instance-ids "$IID" ${present}`),
      aws(`ec2 modify-instance-metadata-options --instance-id "$IID" ${requireTokens}`),
    ],
    undo: [
      aws('ec2 modify-instance-metadata-options --instance-id "$IID" --http-tokens optional --http-endpoint enabled'),
    ],
  };
}

/** The groups of before are kept in a file: they are the undo, and a second run must not overwrite them. */
function quarantine(facts: ResponseFacts, id: string): Draft {
  const groups =
    'ec2 describe-instances --instance-ids "$IID"' +
    " --query 'Reservations[0].Instances[0].SecurityGroups[].GroupId' --output text";
  return {
    step: "contain",
    title: "Move the instance into the quarantine security group that you put into QUARANTINE_SG",
    effect: "disruptive",
    place: identityPlace(facts),
    values: [instance(id)],
    lines: [
      `QUARANTINE_SG="${orElse("QUARANTINE_SG", "set-QUARANTINE_SG-first")}"`,
      `[ -s "groups-$IID.txt" ] || ${aws(groups)} > "groups-$IID.txt"`,
      `[ -s "groups-$IID.txt" ] && ${aws('ec2 modify-instance-attribute --instance-id "$IID" --groups "$QUARANTINE_SG"')}`,
    ],
    undo: [
      'read -r -a OLD_GROUPS < "groups-$IID.txt"',
      aws(`ec2 modify-instance-attribute --instance-id "$IID" --groups ${eachOf("OLD_GROUPS")}`),
    ],
  };
}
